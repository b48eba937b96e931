"""The text of a rule of your own, with every key explained: what `ownership list template` prints."""

from __future__ import annotations

TEMPLATE = """\
# A rule of your own. Save it as house.toml and name it wherever a rule is named:
#   ownership screen holdings.csv --rule house.toml
# Percent are 0-100. Keys that are not needed can go; `ownership list rules -f json` shows those of every law.

id = "house"                        # small letters, figures, hyphens; not the id of a bundled rule
title = "House rule on minority stakes"
citation = "Credit policy, section 4"
outcome = "review"                  # the word for what is caught
lists = ["us-sdn", "eu-fsf"]        # codes: ownership list lists; or a list of your own, as in your listings file
threshold = 25
strict = true                       # true: more than 25; false: 25 or more
links = "cascade"                   # none | cascade | majority-chain | control | multiply | multiply-majority-as-100
                                    # | interest-in-controllers | majority-tiers (with a depth, in a condition)
measure = "ownership"               # ownership | voting | profits | assets
pooled = "all"                      # all: everybody listed; each: every owner alone; together: who acts jointly
together = ["concert", "nominee"]   # arrangements whose members count as one: concert, joint, family, nominee
not_in = ["US"]                     # companies of these countries are not reached; only_in: only those of these are
family = "exposure"                 # exposure: caught by a listing; ownership: who qualifies as an owner
caution = "ask the desk"            # said beside what stays below the threshold

# When the rule applied; without any period it always does. No end: until further notice.
[[periods]]
start = 2024-01-01
end = 2024-12-31
state = "yes"                       # yes | no | stayed | unconfirmed
citation = "Policy of 2023"
threshold = 50                      # a figure of its own for these days

[[periods]]
start = 2025-01-01
state = "yes"
citation = "Policy of 2024"

# Only some programs of a list:
# [programs]
# us-sdn = ["SDGT", "IRAN"]

# Who is reached by what it is, whatever the lists say:
# [[parties]]
# why = "public bodies of these countries"
# kinds = ["state", "body"]
# countries = ["RU", "BY"]

# Several ways to meet the rule, any of which is enough; threshold, strict, links and measure then stand in each:
# [[conditions]]
# name = "shares"
# threshold = 25
# links = "multiply"
#
# [[conditions]]
# name = "votes"
# threshold = 50
# strict = true
# links = "control"
# measure = "voting"
# declared = "possible"             # what a record of control without a figure makes: no | possible | certain
"""
