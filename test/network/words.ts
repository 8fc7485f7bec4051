import type { LogLimit } from "../../scripts/chain/log-limits.ts";

/** An error of JSON-RPC. */
export interface Said {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

/** How providers refuse a query of events that asks for too much, and what they allow: from their documents and from issues of their users. */
export const LOG_LIMITS: readonly (readonly [provider: string, error: Said, limit: LogLimit])[] = [
  [
    "Alchemy",
    {
      code: -32_602,
      message:
        "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and the response size limit, this block range should work: [0x0, 0x79bcb3]",
    },
    { blocks: 7_978_164, from: 0, to: 7_978_163 },
  ],
  [
    "Alchemy's free plan",
    {
      code: -32_600,
      message:
        "Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range. Based on your parameters, this block range should work: [0x1180fca, 0x1180fd3]. Upgrade to PAYG for expanded block range.",
    },
    { blocks: 10, from: 18_354_122, to: 18_354_131 },
  ],
  [
    "Infura",
    {
      code: -32_005,
      message: "query returned more than 10000 results. Try with this block range [0x64, 0xC7].",
      data: { from: "0x64", limit: 10_000, to: "0xC7" },
    },
    { blocks: 100, from: 100, to: 199 },
  ],
  [
    "Infura, beside its words",
    {
      code: -32_005,
      message: "query returned more than 10000 results",
      data: { from: "0x64", limit: 10_000, to: "0xC7" },
    },
    { blocks: 100, from: 100, to: 199 },
  ],
  [
    "Infura, by range",
    { code: -32_602, message: "range 1000000 exceeds limit of 10000" },
    { blocks: 10_000 },
  ],
  ["Infura, by time", { code: -32_005, message: "query timeout exceeded" }, {}],
  ["QuickNode", { code: -32_614, message: "eth_getLogs is limited to a 10,000 range" }, { blocks: 10_000 }],
  [
    "1RPC",
    { code: -32_001, message: "eth_getLogs is limited to 0 - 10000 blocks range" },
    { blocks: 10_000 },
  ],
  ["1RPC, by size", { code: -32_001, message: "response size should not greater than 10000000 bytes" }, {}],
  ["BlastAPI", { code: -32_600, message: "eth_getLogs is limited to a 500 blocks range" }, { blocks: 500 }],
  [
    "BlastAPI's paid plan",
    { code: -32_600, message: "block range exceeds the range allowed for your plan (10001 > 5000)" },
    { blocks: 5_000 },
  ],
  ["BlockPI", { code: -32_602, message: "eth_getLogs is limited to 1024 block range" }, { blocks: 1_024 }],
  ["PublicNode", { code: -32_701, message: "exceed maximum block range: 50000" }, { blocks: 50_000 }],
  ["Ankr", { code: -32_600, message: "block range is too wide" }, {}],
  [
    "Ankr for Tac",
    { code: -32_000, message: "maximum [from, to] blocks distance: 10000" },
    { blocks: 10_000 },
  ],
  [
    "Chainstack",
    {
      code: -32_000,
      message:
        "Block range limit exceeded. See more details at https://docs.chainstack.com/docs/limits#evm-range-limits",
    },
    {},
  ],
  ["LlamaRPC", { code: -32_602, message: "query exceeds max results 20000" }, {}],
  [
    "dRPC",
    {
      code: 35,
      message:
        "ranges over 10000 blocks are not supported on freetier, to use this feature register paid account at drpc.org",
    },
    { blocks: 10_000 },
  ],
  [
    "Cloudflare",
    {
      code: -32_047,
      message: "Invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: 800",
    },
    { blocks: 800 },
  ],
  [
    "Tenderly",
    {
      code: -32_602,
      message: "invalid params",
      data: { error_id: "4ed94073", payload: "range 9009594 is bigger than range limit 2000" },
    },
    { blocks: 2_000 },
  ],
  [
    "thirdweb",
    { code: -32_602, message: "Maximum allowed number of requested blocks is 1000" },
    { blocks: 1_000 },
  ],
  [
    "Coinbase",
    { code: -32_000, message: "please limit the query to at most 1,000 blocks" },
    { blocks: 1_000 },
  ],
  [
    "Avalanche",
    { code: -32_000, message: "requested too many blocks from 0 to 5000000, maximum is set to 2048" },
    { blocks: 2_048 },
  ],
  [
    "Merkle",
    { code: -32_602, message: "eth_getLogs range is too large, max is 10k blocks" },
    { blocks: 10_000 },
  ],
  ["Moonbeam", { code: -32_603, message: "block range is too wide (maximum 1024)" }, { blocks: 1_024 }],
  ["Base", { code: -32_614, message: "block range too large" }, {}],
  ["Optimism", { code: -32_020, message: "backend response too large" }, {}],
  ["Arbitrum", { code: -32_000, message: "logs matched by query exceeds limit of 10000" }, {}],
  ["Harmony", { code: -32_000, message: "query must be smaller than size 1024" }, { blocks: 1_024 }],
  ["Hyperliquid", { code: -32_602, message: "query exceeds max block range 1000" }, { blocks: 1_000 }],
  [
    "reth",
    { code: -32_602, message: "query exceeds max results 20000, retry with the range 3600741-3620740" },
    { blocks: 20_000, from: 3_600_741, to: 3_620_740 },
  ],
  ["Nethermind", { code: -32_005, message: "Too many logs requested. Max logs per response is 20000." }, {}],
  ["Besu", { code: -32_005, message: "Requested range exceeds maximum RPC range limit" }, {}],
  ["Aurora", { code: -32_005, message: "query returned more than 10000 results" }, {}],
  [
    "jsonrpsee",
    { code: -32_008, message: "Response is too big", data: "Exceeded max limit of 10485760" },
    {},
  ],
];

/** How providers and nodes say that they are asked too often, or can't answer now. */
export const BUSY_WORDS: readonly (readonly [provider: string, error: Said])[] = [
  ["Infura", { code: -32_005, message: "daily request count exceeded, request rate limited" }],
  ["Infura, by second", { code: -32_005, message: "project ID request rate exceeded" }],
  ["Infura, by project", { code: -32_005, message: "exceeded project rate limit" }],
  [
    "Alchemy",
    {
      code: 429,
      message:
        "Your app has exceeded its compute units per second capacity. If you have retries enabled, you can safely ignore this message.",
    },
  ],
  [
    "QuickNode",
    {
      code: -32_007,
      message:
        "50/second request limit reached - reduce calls per second or upgrade your account at quicknode.com",
    },
  ],
  ["Ankr", { code: -32_090, message: "Too many requests, reason: call rate limit exhausted, retry in 10s" }],
  ["Chainstack", { code: -32_005, message: "You've exceeded the RPS limit available on the current plan" }],
  ["Tenderly", { code: -32_005, message: "rate limit exceeded" }],
  ["Base", { code: -32_016, message: "over rate limit" }],
  ["Base, behind its proxy", { code: -32_011, message: "no backend is currently healthy to serve traffic" }],
  [
    "dRPC",
    { code: 30, message: "Request timeout on the free tier, please upgrade your tier to the paid one" },
  ],
  ["LlamaRPC", { code: 429, message: "Too many requests" }],
  ["Cloudflare", { code: 1_015, message: "You are being rate limited" }],
  ["BlastAPI", { code: -32_029, message: "Too Many Requests" }],
  ["GetBlock", { code: 429, message: "Too Many Requests" }],
  ["a gateway", { code: -32_000, message: "capacity exceeded" }],
  ["BNB Chain", { code: -32_005, message: "limit exceeded" }],
  ["BlockPI", { code: -32_000, message: "daily quota exceeded, please try again later" }],
  ["geth", { code: -32_002, message: "request timed out" }],
  ["a load balancer", { code: -32_603, message: "Service temporarily unavailable" }],
];

/** How nodes say that they have not come to a block, or have dropped its state. */
export const BEHIND_WORDS: readonly (readonly [node: string, error: Said])[] = [
  ["geth", { code: -32_000, message: "header not found" }],
  ["geth, by hash", { code: -32_000, message: "header for hash not found" }],
  ["geth, of logs", { code: -32_000, message: "unknown block" }],
  [
    "geth, pruned",
    { code: -32_000, message: "missing trie node 1f2e (path ) state 0x1f2e is not available" },
  ],
  ["geth, of a range", { code: -32_602, message: "block range extends beyond current head block" }],
  ["Erigon", { code: -32_000, message: "block not found: 0x1234" }],
  ["Nethermind", { code: -32_001, message: "Block 1234 not found" }],
  ["Avalanche", { code: -32_000, message: "cannot query unfinalized data" }],
  ["Avalanche, of a block", { code: -32_000, message: "requested block 99 after last accepted block 98" }],
  ["reth", { code: -32_001, message: "block not found: canonical hash 0x12" }],
  ["anvil", { code: -32_602, message: "BlockOutOfRangeError: block height is 5 but requested was 9" }],
];

/** What is refused for good, and for what reason. */
export const FINAL_WORDS: readonly (readonly [node: string, reason: string, error: Said])[] = [
  [
    "geth",
    "funds",
    {
      code: -32_000,
      message:
        "insufficient funds for gas * price + value: balance 0, tx cost 420000000000, overshot 420000000000",
    },
  ],
  [
    "Nethermind",
    "funds",
    { code: -32_010, message: "InsufficientFunds, Account balance: 0, cumulative cost: 42" },
  ],
  ["Besu", "funds", { code: -32_004, message: "Upfront cost exceeds account balance" }],
  [
    "Hardhat",
    "funds",
    { code: -32_603, message: "Sender doesn't have enough funds to send tx. The max upfront cost is: 42" },
  ],
  ["anvil", "funds", { code: -32_003, message: "Insufficient funds for gas * price + value" }],
  [
    "geth",
    "fee",
    { code: -32_000, message: "transaction underpriced: tip needed 1000000000, tip permitted 1" },
  ],
  ["geth", "fee", { code: -32_000, message: "replacement transaction underpriced" }],
  ["Nethermind", "fee", { code: -32_010, message: "FeeTooLow, MaxFeePerGas too low." }],
  ["anvil", "fee", { code: -32_003, message: "max fee per gas less than block base fee" }],
  ["geth", "nonce", { code: -32_000, message: "nonce too low: next nonce 5, tx nonce 4" }],
  ["Nethermind", "nonce", { code: -32_010, message: "OldNonce, Current nonce: 5, nonce of rejected tx: 4" }],
  ["Hardhat", "nonce", { code: -32_000, message: "Nonce too low. Expected nonce to be 5 but got 4." }],
  ["geth", "known", { code: -32_000, message: "already known" }],
  ["Nethermind", "known", { code: -32_010, message: "AlreadyKnown" }],
  ["Besu", "known", { code: -32_000, message: "Known transaction" }],
  ["anvil", "known", { code: -32_003, message: "transaction already imported" }],
  [
    "OpenEthereum",
    "known",
    { code: -32_010, message: "Transaction with the same hash was already imported." },
  ],
  ["geth", "rule", { code: -32_000, message: "intrinsic gas too low: have 21000, want 53000" }],
  ["geth", "rule", { code: -32_000, message: "exceeds block gas limit" }],
  ["geth", "rule", { code: -32_000, message: "invalid sender" }],
  ["geth", "rule", { code: -32_000, message: "invalid chain id for signer: have 1 want 5" }],
  ["geth", "rule", { code: -32_000, message: "tx fee (2.10 ether) exceeds the configured cap (1.00 ether)" }],
];

/** Answers that are neither for later nor of another node: they reach whoever asked. */
export const ANSWERS: readonly Said[] = [
  { code: 3, message: "execution reverted: rate limit of the site", data: "0x08c379a0" },
  { code: -32_000, message: "execution reverted" },
  { code: -32_601, message: "the method eth_foo does not exist/is not available" },
  { code: -32_602, message: "invalid argument 0: hex string without 0x prefix" },
  { code: -32_603, message: "Internal error" },
];

/** How providers refuse batches, whole or too long, of 20 requests; and how many they take then. */
export const BATCH_WORDS: readonly (readonly [provider: string, error: Said, takes: number])[] = [
  ["geth", { code: -32_600, message: "batch too large" }, 10],
  ["Nethermind", { code: -32_600, message: "Batch size limit exceeded" }, 10],
  ["Besu", { code: -32_602, message: "Number of requests in batch exceeds max batch size" }, 10],
  [
    "dRPC",
    {
      code: 31,
      message:
        "Batch of more than 3 requests are not allowed on free tier, to use this feature register paid account at drpc.org",
    },
    3,
  ],
  [
    "jsonrpsee",
    { code: -32_010, message: "The batch request was too large", data: "Exceeded max limit of 16" },
    16,
  ],
  ["a gateway", { code: -32_600, message: "batch requests are not supported" }, 1],
];
