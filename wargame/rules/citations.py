"""Who says so: every source a rule cites, once, and how sure we are of it (model.md, 1)."""

from __future__ import annotations

from wargame.engine.rule import Citation

JUDGEMENT = Citation("judgement", "Our judgement; change it and see what follows.", "judgement")
MODEL_FIT = Citation(
    "case-fit", "Weights fitted to 14 coded ceasefires, 1953 to 2025; the coding is judgement.",
    "judgement",
)  # fmt: skip
FORTNA_2003 = Citation(
    "fortna-2003", "Fortna 2003, Scraps of Paper?, International Organization 57.", "verified"
)
FORTNA_2008 = Citation(
    "fortna-2008", "Fortna 2008, Does Peacekeeping Work? (summaries read).", "verified"
)
WERNER_YUEN_2005 = Citation(
    "werner-yuen-2005",
    "Werner and Yuen 2005, Making and Keeping Peace, IO 59 (abstract).",
    "verified",
)
WALTER_2002 = Citation(
    "walter-2002",
    "Walter 1997, International Organization; 2002, Committing to Peace.",
    "from memory",
)
TOFT_2010 = Citation("toft-2010", "Toft 2010, International Security.", "from memory")
KENWICK = Citation(
    "kenwick", "Kenwick, Military intervention and settlement durability.", "verified"
)
KENWICK_2015 = Citation(
    "kenwick-2015", "Kenwick, Vasquez and Powers 2015: forming alliances often fails to deter.",
    "verified",
)  # fmt: skip
LEEDS_2003 = Citation(
    "leeds-2003",
    "Leeds 2003, AJPS; Johnson and Leeds 2011, Foreign Policy Analysis.",
    "from memory",
)
BENSON_2011 = Citation(
    "benson-2011", "Benson 2011, Unpacking Alliances, AJPS (abstract).", "verified"
)
HUTH_1988 = Citation(
    "huth-1988", "Huth and Russett 1984; Huth 1988, extended deterrence.", "from memory"
)
FEARON_1997 = Citation(
    "fearon-1997", "Fearon 1997, Tying Hands versus Sinking Costs, JCR.", "from memory"
)
FEARON_1995 = Citation(
    "fearon-1995", "Fearon 1995, Rationalist Explanations for War, IO.", "from memory"
)
GOEMANS_2000 = Citation("goemans-2000", "Goemans 2000, War and Punishment.", "from memory")
REITER_POAST_2021 = Citation(
    "reiter-poast-2021", "Reiter and Poast 2021, The Truth About Tripwires, TNSR.", "from memory"
)
ALTMAN_2017 = Citation(
    "altman-2017", "Altman 2017, By Fait Accompli, Not Coercion, ISQ.", "verified"
)
KING_2001 = Citation(
    "king-2001", "King 2001, The Benefits of Ethnic War, World Politics.", "from memory"
)
KOLOSOV_2022 = Citation("kolosov-2022", "Kolosov 2022, on de facto states (abstract).", "verified")
HUFBAUER = Citation(
    "hufbauer", "Hufbauer and others: sanctions partly succeed in about a third of 224 episodes.",
    "verified",
)  # fmt: skip
EPSTEIN_1988 = Citation(
    "force-ratios", "Mearsheimer 1989, Epstein 1988, Biddle 2004 on force ratios; disputed.",
    "from memory",
)  # fmt: skip
LINE_DATA = Citation(
    "line-data", "Net movement of the line by quarter and sector, computed from dated public maps.",
    "verified",
)  # fmt: skip
CROWD_2025 = Citation(
    "crowd-2025", "Crowd forecasts of a ceasefire, March to May 2025 (RFI, Metaculus, Glimt).",
    "verified",
)  # fmt: skip
IISS_FORCES = Citation(
    "force-sizes", "Sizes of a European force discussed in 2025: 10, 25, 60 thousand (IISS).",
    "verified",
)  # fmt: skip
ALLIES_2024 = Citation(
    "allies-2024", "Reported positions of allies on an invitation, October to December 2024.",
    "verified",
)  # fmt: skip
KIEL = Citation("kiel", "Aid to Ukraine by donor, Kiel Institute, to February 2025.", "verified")
RDNA4 = Citation("rdna4", "Fourth Rapid Damage and Needs Assessment: 524 bn USD.", "verified")
LEVADA_2024 = Citation(
    "levada-2024", "Levada, September 2024: opinion on talks and terms.", "verified"
)
RUSSIA_ECONOMY = Citation(
    "russia-economy",
    "Policy rate 21 % (October 2024), defence about 6 % of GDP in 2025.",
    "verified",
)
PUTIN_TERMS = Citation("terms-2024", "Moscow's stated terms of 14 June 2024.", "verified")
BUDAPEST = Citation("budapest", "Memorandum on Security Assurances, 1994 (A/49/765).", "verified")
ARTICLE_5 = Citation("article-5", "North Atlantic Treaty, Article 5.", "verified")
FOUNDING_ACT = Citation(
    "founding-act", "NATO-Russia Founding Act, 1997: a political pledge, no treaty.", "verified"
)
MISSIONS_ENDED = Citation(
    "missions-ended", "UNEF I 1967, UNOMIG 2009, OSCE SMM 2022: consent withdrawn.", "from memory"
)
