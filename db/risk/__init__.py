"""Risk from stated factors. Pure: facts and rules in, an answer that explains itself out; nothing is read or written.

`facts` is what is known of a household on a day, `factors` say which hold, `rules` give points, caps, thresholds and
floors, `weigh` adds up, `warnings` compare with before.
"""
