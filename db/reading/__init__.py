"""Values as people write them: doors, days, telephones, words of the trade. Pure; nothing here knows a table."""
