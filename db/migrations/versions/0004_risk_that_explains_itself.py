"""Risk that explains itself, and the shapes of buildings"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "ruleset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("engine", sa.String(length=20), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by_id"], ["account.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rules_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.ForeignKeyConstraint(["rules_id"], ["ruleset.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_assessment_household", "assessment", ["household_id", "id"])
    op.create_index("ix_assessment_on", "assessment", ["on"])
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("seen_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"]),
        sa.ForeignKeyConstraint(["seen_by_id"], ["account.id"]),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_alert_once", "alert", ["household_id", "kind", "about"], unique=True)
    op.create_index("ix_alert_seen", "alert", ["seen_on", "on"])
    op.create_index("ix_alert_on", "alert", ["on"])
    with op.batch_alter_table("building") as table:
        table.add_column(sa.Column("shop_floors", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("missing_floors", sa.String(length=80), nullable=False, server_default=""))
        table.add_column(sa.Column("other_doors", sa.String(length=120), nullable=False, server_default=""))
    with op.batch_alter_table("household") as table:
        table.add_column(sa.Column("by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("risk_score", sa.Integer(), nullable=True))
        table.add_column(sa.Column("risk_tier", sa.String(length=40), nullable=True))
        table.add_column(sa.Column("risk_since", sa.Date(), nullable=True))
        table.add_column(sa.Column("risk_next", sa.Date(), nullable=True))
        table.add_column(sa.Column("settled_tier", sa.String(length=40), nullable=True))
    op.create_index("ix_household_risk", "household", ["state", "risk_score", "no"])
    op.create_index("ix_household_risk_next", "household", ["risk_next"])
