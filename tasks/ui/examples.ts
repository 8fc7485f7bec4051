import { asksForHelp } from "./help.ts";

const ACCOUNT = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
const INTAKE = "0x5FbDB2315678afecb367f032d93F642f64180aa3";

/** How each task is typed, behind `npx hardhat`; its help shows it, and a test reads it as the command line would. */
export const EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  "circuits build": ["circuits build"],
  "circuits info": ["circuits info --json"],
  "circuits setup": ["circuits setup"],
  "circuits verify": ["circuits verify", "circuits verify --full"],
  deploy: [
    "deploy --network localhost",
    `deploy --network remote --accreditor ${ACCOUNT} --json > addresses.json`,
  ],
  doctor: ["doctor", "doctor --network remote --vault mine.vault"],
  "verify-deployment": [
    "verify-deployment --network remote",
    `verify-deployment --network remote --deployment addresses.json --accreditor ${ACCOUNT}`,
  ],
  demo: ["demo", "demo --data records --json run.json"],
  "vault init": ["vault init --network remote --vault mine.vault"],
  "vault status": ["vault status --network remote"],
  "vault recover": ["vault recover --network remote --first-block 21000000"],
  "vault rehearse": ["vault rehearse --network remote"],
  "vault backup": ["vault backup /media/backup/mine.vault --vault mine.vault"],
  "vault restore": ["vault restore /media/backup/mine.vault --network remote --vault mine.vault"],
  "vault change-passphrase": ["vault change-passphrase --vault mine.vault"],
  "attribute define": [
    "attribute define rmap --rule require --network remote",
    `attribute define asm-assessed --group 1 --controller ${ACCOUNT} --network remote`,
  ],
  "attribute list": ["attribute list --network remote"],
  "site keygen": [
    "site keygen pit --floor 8kg/kg --primary 80% --network remote",
    "site keygen works --floor 3kg/kg --yield 95%..99.5% --network remote",
  ],
  "site apply": [`site apply pit ${ACCOUNT} ${ACCOUNT} pit --network remote`],
  "site register": [
    "site register pit.application.json --rights mint --permits 10 --unit 25t --audited-on 2026-01-15 --valid-until 2026-12-31 --network remote",
  ],
  "site confirm": ["site confirm pit.trace.json --network remote"],
  "site grant": [
    "site grant 1 rmap --network remote",
    "site grant 1 rmap --valid-until 2026-12-31 --network remote",
  ],
  "site revoke": ["site revoke 1 rmap --network remote"],
  "site suspend": ["site suspend 1 --network remote"],
  "site list": ["site list --network remote"],
  "site show": ["site show pit --network remote"],
  "lot mint": [
    "lot mint --wet 48t --moisture 25% --grade 33% --co2e 8kg/kg --label ore --network remote",
    "lot mint --mass 11.88t --site pit --network remote",
    "lot mint --assayed signed.json --label ore --network remote",
  ],
  "lot import": [
    "lot import weighbridge.csv --dry-run --network remote",
    "lot import weighbridge.xlsx --sheet March --decimal comma --network remote",
  ],
  "lot split": [
    "lot split ore --into 10t,rest --labels sold,kept --network remote",
    "lot split ore --into 40%,60% --network remote",
  ],
  "lot merge": [
    "lot merge bought scrap --label blend --network remote",
    "lot merge a b c --joined --network remote",
  ],
  "lot refine": ["lot refine blend --mass 11.8t --label sulphate --network remote"],
  "lot retire": ['lot retire dross --purpose "processing loss" --network remote'],
  "lot list": ["lot list --network remote", "lot list --state retired --json --network remote"],
  "lot show": ["lot show 0x2cf6 --network remote"],
  "lot offer": [`lot offer sold ${ACCOUNT} --days 7 --network remote`],
  "lot accept": ["lot accept 0x2cf68f43 --label bought --network remote"],
  "lot reject": ["lot reject 0x2cf68f43 --network remote"],
  "lot cancel": ["lot cancel sold --network remote"],
  "lot weaken": ["lot weaken sulphate --policies eu-2031 --network remote"],
  "lot trace": [
    "lot trace sulphate --network remote",
    "lot trace 0x2cf68f43 --public --html lineage.html --network remote",
  ],
  "assay keygen": ["assay keygen --network remote"],
  "assay serve": ["assay serve 1234567890 --network remote"],
  "assay draft": [
    `assay draft ${ACCOUNT} draft.json --sample HX-1 --ticket WB-1 --wet 48t --moisture 25% --grade 33% --network remote`,
  ],
  "assay log": ["assay log --network remote"],
  "assay sign": [
    "assay sign draft.json signed.json --sample HX-1 --ticket WB-1 --wet 48t --moisture 25% --grade 33% --network remote",
  ],
  "toll request": [`toll request hydroxide ${ACCOUNT} request.json --network remote`],
  "toll answer": ["toll answer request.json works 11.8t answer.json --network remote"],
  "toll settle": ["toll settle answer.json hydroxide 11.7t --label sulphate --network remote"],
  "audit disclose": [`audit disclose sulphate ${ACCOUNT} disclosure.json --lineage --network remote`],
  "audit check": ["audit check disclosure.json --network remote"],
  "audit link": ["audit link 0x2cf68f43 --network remote"],
  "completion bash": ["completion bash > ~/.hardhat-completion.sh"],
  "policy define": [
    'policy define eu-2031 "rmap = 100%, refined = 100%, co2e <= 15 kg/kg, recycled >= 16%, audited within 12 months" --network remote',
  ],
  "policy list": ["policy list --network remote"],
  "policy show": ["policy show eu-2031 --network remote"],
  "claim check": ["claim check sulphate eu-2031 --network remote"],
  "claim prove": ["claim prove sulphate eu-2031 --network remote"],
  "claim verify": ["claim verify 0x2cf68f43 eu-2031 --network remote"],
  "claim list": ["claim list 0x2cf68f43 --network remote"],
  "order intake": ["order intake --policies eu-2031 --mass load --network remote"],
  "order create": [
    `order create ${ACCOUNT} --intake ${INTAKE} --units 1000 --per-unit 7.8kg --due 2026-12-31 --sheet order.json --network remote`,
  ],
  "order list": [`order list --intake ${INTAKE} --network remote`],
  "order show": [`order show 1 --intake ${INTAKE} --sheet order.json --network remote`],
  "order answer": [`order answer 1 batch --intake ${INTAKE} --network remote`],
  "order back": [`order back 1 serials.txt --intake ${INTAKE} --network remote`],
};

/** The examples that belong under a task's description: those of the task that this command line asks to explain. */
export function examplesAsked(id: string | readonly string[], args: readonly string[]): readonly string[] {
  if (!asksForHelp(args)) return [];
  const name = typeof id === "string" ? id : id.join(" ");
  const words = args.filter((word) => !word.startsWith("-")).join(" ");
  return ` ${words} `.includes(` ${name} `) ? (EXAMPLES[name] ?? []) : [];
}
