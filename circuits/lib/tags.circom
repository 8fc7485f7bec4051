// Generated from scripts/core/tags.ts by `npx hardhat circuits setup`.
pragma circom 2.2.3;

function TAG_SITE() {
    return 18446744073709551617;
}

function TAG_TRACE() {
    return 18446744073709551618;
}

function TAG_PERMIT() {
    return 18446744073709551619;
}

function TAG_ASSAY() {
    return 18446744073709551620;
}

function TAG_PROCESS() {
    return 18446744073709551621;
}

function TAG_REGISTRY() {
    return 18446744073709551622;
}
