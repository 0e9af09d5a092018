"""As many widgets as a page of ours has elements, and nothing else: what Streamlit takes for drawing alone."""

import streamlit as st

for n in range(36):
    with st.container(horizontal=True):
        st.button(f"{n}", key=f"button.{n}")
