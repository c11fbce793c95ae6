// Offsets into constants, in the order of float_amd64.go.
#define log2e ·constants+0(SB)
#define ln2High ·constants+32(SB)
#define ln2Low ·constants+64(SB)
#define exp5 ·constants+96(SB)
#define exp4 ·constants+128(SB)
#define exp3 ·constants+160(SB)
#define exp2 ·constants+192(SB)
#define exp1 ·constants+224(SB)
#define exp0 ·constants+256(SB)
#define one ·constants+288(SB)
#define least ·constants+320(SB)
#define most ·constants+352(SB)
#define gelu1 ·constants+384(SB)
#define gelu3 ·constants+416(SB)
#define minusInf ·constants+448(SB)
#define unsigned ·constants+480(SB)
#define maxFinite ·constants+512(SB)

// EXP replaces x by e^x between the bounds; n and p are scratch. Y15 holds log2e, Y14 one.
#define EXP(x, n, p) \
	VMAXPS least, x, x         \
	VMINPS most, x, x          \
	VMULPS Y15, x, n           \
	VROUNDPS $8, n, n          \
	VFNMADD231PS ln2High, n, x \
	VFNMADD231PS ln2Low, n, x  \
	VMOVUPS exp5, p            \
	VFMADD213PS exp4, x, p     \
	VFMADD213PS exp3, x, p     \
	VFMADD213PS exp2, x, p     \
	VFMADD213PS exp1, x, p     \
	VFMADD213PS exp0, x, p     \
	VCVTPS2DQ n, n             \
	VPSLLD $23, n, n           \
	VMULPS x, p, p             \
	VFMADD213PS x, x, p        \
	VADDPS Y14, p, p           \
	VPADDD n, p, x

// TAILMASK loads the mask of n lanes, 0 ≤ n ≤ 8; a is scratch, n is lost.
#define TAILMASK(n, a, mask) \
	LEAQ ·tailMask+32(SB), a \
	SHLQ $2, n               \
	SUBQ n, a                \
	VMOVDQU (a), mask

// HSUM adds up the lanes of y (x is its lower half) into lane 0; t is scratch.
#define HSUM(y, x, t) \
	VEXTRACTF128 $1, y, t   \
	VADDPS t, x, x          \
	VPSHUFD $0x4e, x, t     \
	VADDPS t, x, x          \
	VPSHUFD $0xb1, x, t     \
	VADDPS t, x, x

// HMAX is the greatest lane, likewise.
#define HMAX(y, x, t) \
	VEXTRACTF128 $1, y, t   \
	VMAXPS t, x, x          \
	VPSHUFD $0x4e, x, t     \
	VMAXPS t, x, x          \
	VPSHUFD $0xb1, x, t     \
	VMAXPS t, x, x
