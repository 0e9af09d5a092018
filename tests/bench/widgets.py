"""As many buttons as a page of ours has elements, in half as many boxes: what Streamlit takes for drawing alone."""

import streamlit as st

place = st.container()
for n in range(int(st.query_params.get("n", "36"))):
    if n % 2 == 0:
        place = st.container(horizontal=True)
    place.button(f"{n}", key=f"button.{n}")
