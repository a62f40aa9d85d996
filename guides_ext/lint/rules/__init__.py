"""The rules, one file per family; each rule is a function with its own page in the docs."""
