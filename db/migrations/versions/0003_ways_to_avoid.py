"""Ways to avoid"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("household", sa.Column("avoid", sa.String(length=300), nullable=False, server_default=""))
