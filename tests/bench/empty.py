"""Nothing: what Streamlit itself takes for a run."""
