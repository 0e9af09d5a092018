"""All that is true without a screen: words, choices, models, rules, questions and changes."""
