import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores([
    ...["artifacts", "cache", "dist", "types", "coverage", "circuits/build", ".mutants"],
    // AssemblyScript, which only looks like TypeScript
    "scripts/prover/engine/assembly",
  ]),
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // mocha's describe and it, and chai's property assertions
      "@typescript-eslint/no-unused-expressions": "off",
    },
  },
  // Events are read by the history alone, which knows what is complete.
  {
    files: ["scripts/**/*.ts", "tasks/**/*.ts"],
    ignores: ["scripts/chain/history/**"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "Identifier[name=/^(queryFilter|getLogs)$/], CallExpression > Literal[value='eth_getLogs']",
          message: "Read events by scripts/chain/history.",
        },
      ],
    },
  },
  // The bootstrap runs before anything is installed, so it is plain JavaScript outside the TypeScript project.
  {
    files: ["**/*.mjs"],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      parserOptions: { projectService: false },
      globals: { process: "readonly", console: "readonly", URL: "readonly" },
    },
  },
);
