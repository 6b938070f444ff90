-- A session of wargame: one opening, events that are only ever added, snapshots that are a cache.
create table session (id text not null primary key, created text not null, program text not null, rulebook text not null,
  body text not null check (json_valid(body)), head text not null, events integer not null) strict, without rowid;
create table event (session text not null references session (id), seq integer not null, kind text not null, turn integer not null,
  seat text, body text not null check (json_valid(body)), digest text, previous text not null, primary key (session, seq)) strict, without rowid;
create table snapshot (session text not null references session (id), seq integer not null, data blob not null, primary key (session, seq)) strict, without rowid;
create trigger event_is_append_only before update on event begin select raise(abort, 'the journal is append-only'); end;
create trigger event_is_kept before delete on event begin select raise(abort, 'the journal is append-only'); end;
create trigger session_is_kept before delete on session begin select raise(abort, 'the journal is append-only'); end;
create trigger opening_is_kept before update of id, created, program, rulebook, body on session begin select raise(abort, 'the journal is append-only'); end;
