"""Replay of very long logs in parts, on this machine's processes or a cluster. Needs the extra `scale`.

`fold_part` and `part_of` know of no engine: they are what to call from another one.
"""

from __future__ import annotations

from negotrack.scale.columns import lines_to_parquet, log_to_parquet
from negotrack.scale.declared import part_of
from negotrack.scale.fold import fold_part
from negotrack.scale.gathering import gather
from negotrack.scale.manifest import Parted
from negotrack.scale.partition import partition_log
from negotrack.scale.run import PartsFailed, replay_at_scale

__all__ = [
    "Parted", "PartsFailed", "fold_part", "gather", "lines_to_parquet", "log_to_parquet", "part_of", "partition_log",
    "replay_at_scale",
]  # fmt: skip
