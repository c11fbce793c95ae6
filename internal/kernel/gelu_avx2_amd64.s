#include "textflag.h"
#include "float_amd64.h"

// VALUE replaces Y0 by its GELU: x / (1 + e^(x·(gelu1 + gelu3·x²))).
#define VALUE \
	VMOVAPS Y0, Y4            \
	VMULPS Y0, Y0, Y1         \
	VFMADD213PS Y12, Y13, Y1  \
	VMULPS Y1, Y0, Y0         \
	EXP(Y0, Y1, Y2)           \
	VADDPS Y14, Y0, Y0        \
	VDIVPS Y0, Y4, Y0

// func geluAVX2(x *float32, n int)
TEXT ·geluAVX2(SB), NOSPLIT, $0-16
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VMOVUPS log2e, Y15
	VMOVUPS one, Y14
	VMOVUPS gelu3, Y13
	VMOVUPS gelu1, Y12
	JMP test
loop:
	VMOVUPS (SI), Y0
	VALUE
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	SUBQ $8, CX
test:
	CMPQ CX, $8
	JGE loop
	TESTQ CX, CX
	JZ done
	TAILMASK(CX, BX, Y11)
	VMASKMOVPS (SI), Y11, Y0
	VALUE
	VMASKMOVPS Y0, Y11, (SI)
done:
	VZEROUPPER
	RET
