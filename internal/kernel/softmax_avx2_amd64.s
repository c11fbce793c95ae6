#include "textflag.h"
#include "float_amd64.h"

// func softmaxAVX2(x *float32, n int, by float32)
//
// Y8 greatest, Y9 sum, Y10 by, Y11 mask of the tail, Y13 least
TEXT ·softmaxAVX2(SB), NOSPLIT, $0-20
	MOVQ x+0(FP), DI
	MOVQ n+8(FP), CX
	VBROADCASTSS by+16(FP), Y10
	VMOVUPS log2e, Y15
	VMOVUPS one, Y14
	VMOVUPS least, Y13
	MOVQ CX, DX
	ANDQ $7, DX // of the tail
	SHRQ $3, CX // whole registers
	MOVQ DX, AX
	TAILMASK(AX, BX, Y11)

	VMOVUPS minusInf, Y8
	MOVQ DI, SI
	MOVQ CX, R8
	JMP maxTest
maxLoop:
	VMULPS (SI), Y10, Y0
	VMAXPS Y0, Y8, Y8
	ADDQ $32, SI
	DECQ R8
maxTest:
	TESTQ R8, R8
	JNZ maxLoop
	TESTQ DX, DX
	JZ maxDone
	VMASKMOVPS (SI), Y11, Y0
	VMULPS Y10, Y0, Y0
	VMOVUPS minusInf, Y1
	VBLENDVPS Y11, Y0, Y1, Y0
	VMAXPS Y0, Y8, Y8
maxDone:
	HMAX(Y8, X8, X0)
	VBROADCASTSS X8, Y8

	VXORPS Y9, Y9, Y9
	MOVQ DI, SI
	MOVQ CX, R8
	JMP expTest
expLoop:
	VMULPS (SI), Y10, Y0
	VSUBPS Y8, Y0, Y0
	VCMPPS $1, Y13, Y0, Y3 // so small that it is 0
	EXP(Y0, Y1, Y2)
	VANDNPS Y0, Y3, Y0
	VMOVUPS Y0, (SI)
	VADDPS Y0, Y9, Y9
	ADDQ $32, SI
	DECQ R8
expTest:
	TESTQ R8, R8
	JNZ expLoop
	TESTQ DX, DX
	JZ expDone
	VMASKMOVPS (SI), Y11, Y0
	VMULPS Y10, Y0, Y0
	VSUBPS Y8, Y0, Y0
	VCMPPS $1, Y13, Y0, Y3
	EXP(Y0, Y1, Y2)
	VANDNPS Y0, Y3, Y0
	VANDPS Y0, Y11, Y0
	VMOVAPS Y0, Y7 // the tail waits here to be divided
	VADDPS Y0, Y9, Y9
expDone:
	HSUM(Y9, X9, X0)
	VDIVSS X9, X14, X9
	VBROADCASTSS X9, Y9

	MOVQ DI, SI
	MOVQ CX, R8
	JMP divideTest
divideLoop:
	VMULPS (SI), Y9, Y0
	VMOVUPS Y0, (SI)
	ADDQ $32, SI
	DECQ R8
divideTest:
	TESTQ R8, R8
	JNZ divideLoop
	TESTQ DX, DX
	JZ done
	VMULPS Y7, Y9, Y0
	VMASKMOVPS Y0, Y11, (SI)
done:
	VZEROUPPER
	RET
