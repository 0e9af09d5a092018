"""The floor: a page that asks nothing, behind the same kind of server as ours, its garbage frozen as ours is."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st


@asynccontextmanager
async def start(_app: st.App) -> AsyncIterator[None]:
    gc.collect()
    gc.freeze()
    yield


app = st.App(os.environ["BENCH_PAGE"], lifespan=start)
