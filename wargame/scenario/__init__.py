"""Files in, validated scenarios and parameters out; every fault of a file at once, in sentences."""
