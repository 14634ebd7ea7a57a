"""Code in the language of LLVM as code of this machine: compiled once, and kept beside what else is kept of an edition."""

import ctypes
from collections.abc import Callable
from functools import cache
from typing import Any as Anything

import llvmlite.binding as llvm  # type: ignore[import-untyped]

LEVEL = 3
"""How hard LLVM tries."""


@cache
def _ready() -> None:
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()


def _target() -> Anything:
    """This machine; a new one each time, because whoever runs code owns the one it was given."""
    _ready()
    features = llvm.get_host_cpu_features().flatten()
    return llvm.Target.from_default_triple().create_target_machine(opt=LEVEL, cpu=llvm.get_host_cpu_name(), features=features, jit=True)


def compiled(text: str) -> bytes:
    """The code of this machine for a text. Loops are not unrolled: a house has a dozen rooms, and the code would be six times as large."""
    target = _target()
    module = llvm.parse_assembly(text)
    module.verify()
    tuning = llvm.create_pipeline_tuning_options(speed_level=LEVEL)
    tuning.loop_unrolling = tuning.loop_interleaving = tuning.loop_vectorization = tuning.slp_vectorization = False
    passes = llvm.create_pass_builder(target, tuning)
    passes.getModulePassManager().run(module, passes)
    made: bytes = target.emit_object(module)
    return made


def kind() -> str:
    """What tells this machine from others that need other code."""
    _ready()
    return f"{llvm.get_default_triple()} {llvm.get_host_cpu_name()} {llvm.get_host_cpu_features().flatten()} {llvm.llvm_version_info}"


class Machine:
    """Compiled code in memory. Its function goes through the houses from one number to another, while other threads go on."""

    def __init__(self, code: bytes, name: str) -> None:
        self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), _target())
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        function = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64)
        self.run: Callable[[int, int, int], None] = function(self._engine.get_function_address(name))
