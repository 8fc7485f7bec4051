import eslint from "@eslint/js";
import type { Linter } from "eslint";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * A folder of scripts/ and what it must not import: tasks → desk → vault, notes, chain, prover → core; vault → notes; tasks → trace → chain;
 * nobody → setup.
 */
function layer(folder: string, forbidden: string[]): Linter.Config {
  return {
    files: [`scripts/${folder}/**/*.ts`],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: forbidden, message: `scripts/${folder} must not depend on this.` }] },
      ],
    },
  };
}
const chainLibraries = ["hardhat", "hardhat/*", "@nomicfoundation/*", "ethers", "ethers/*"];

export default defineConfig(
  globalIgnores(["artifacts", "cache", "types", "coverage", "circuits/build", ".mutants"]),
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
  layer("core", [
    "**/desk/**",
    "**/prover/**",
    "**/chain/**",
    "**/vault/**",
    "**/setup/**",
    "**/demo/**",
    "node:*",
    "snarkjs",
    ...chainLibraries,
  ]),
  layer("notes", [
    "**/desk/**",
    "**/prover/**",
    "**/chain/**",
    "**/vault/**",
    "**/setup/**",
    "**/demo/**",
    ...chainLibraries,
  ]),
  layer("prover", [
    "**/desk/**",
    "**/chain/**",
    "**/vault/**",
    "**/setup/**",
    "**/demo/**",
    ...chainLibraries,
  ]),
  layer("chain", ["**/desk/**", "**/prover/**", "**/vault/**", "**/setup/**", "**/demo/**", "snarkjs"]),
  layer("vault", ["**/desk/**", "**/prover/**", "**/setup/**", "**/demo/**", "snarkjs", ...chainLibraries]),
  layer("trace", ["**/desk/**", "**/prover/**", "**/vault/**", "**/setup/**", "**/demo/**", "snarkjs"]),
  layer("desk", ["**/setup/**", "**/demo/**", "snarkjs", "hardhat", "hardhat/*", "@nomicfoundation/*"]),
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
