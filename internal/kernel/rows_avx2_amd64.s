#include "textflag.h"
#include "float_amd64.h"

// func absMaxAVX2(x *float32, n int) float32
TEXT ·absMaxAVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VMOVUPS unsigned, Y14
	VMOVUPS maxFinite, Y15
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1

	// Two sums, since each waits for the one before.
pair:
	CMPQ CX, $16
	JLT last
	VANDPS (SI), Y14, Y2
	VANDPS 32(SI), Y14, Y3
	VCMPPS $2, Y15, Y2, Y4 // ≤ the greatest finite number: false for NaN
	VCMPPS $2, Y15, Y3, Y5
	VANDPS Y4, Y2, Y2
	VANDPS Y5, Y3, Y3
	VMAXPS Y2, Y0, Y0
	VMAXPS Y3, Y1, Y1
	ADDQ $64, SI
	SUBQ $16, CX
	JMP pair

last:
	CMPQ CX, $8
	JLT done
	VANDPS (SI), Y14, Y2
	VCMPPS $2, Y15, Y2, Y4
	VANDPS Y4, Y2, Y2
	VMAXPS Y2, Y0, Y0

done:
	VMAXPS Y1, Y0, Y0
	HMAX(Y0, X0, X2)
	VMOVSS X0, ret+16(FP)
	VZEROUPPER
	RET

// LOAD scales eight values to integers, taking those that are not finite as 0.
#define LOAD(at, y, t) \
	VMOVUPS at, y        \
	VANDPS y, Y14, t     \
	VCMPPS $2, Y15, t, t \
	VANDPS t, y, y       \
	VMULPS Y13, y, y     \
	VCVTPS2DQ y, y

// Packing works within halves of registers: this puts the words of 4 bytes in order.
DATA order<>+0(SB)/8, $0x0000000400000000
DATA order<>+8(SB)/8, $0x0000000500000001
DATA order<>+16(SB)/8, $0x0000000600000002
DATA order<>+24(SB)/8, $0x0000000700000003
GLOBL order<>(SB), RODATA|NOPTR, $32

DATA middle<>+0(SB)/4, $0x80808080
GLOBL middle<>(SB), RODATA|NOPTR, $4

// func quantiseAVX2(q *uint8, x *float32, n int, inv float32)
TEXT ·quantiseAVX2(SB), NOSPLIT, $0-28
	MOVQ q+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS inv+24(FP), Y13
	VMOVUPS unsigned, Y14
	VMOVUPS maxFinite, Y15
	VMOVDQU order<>(SB), Y12
	VPBROADCASTD middle<>(SB), Y11

loop:
	LOAD((SI), Y0, Y4)
	LOAD(32(SI), Y1, Y5)
	LOAD(64(SI), Y2, Y6)
	LOAD(96(SI), Y3, Y7)
	VPACKSSDW Y1, Y0, Y0
	VPACKSSDW Y3, Y2, Y2
	VPACKSSWB Y2, Y0, Y0
	VPERMD Y0, Y12, Y0
	VPXOR Y11, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $128, SI
	ADDQ $32, DI
	SUBQ $32, CX
	JNZ loop
	VZEROUPPER
	RET
