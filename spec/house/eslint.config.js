import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Rows, Arrow buffers and protobuf messages have types that only the data knows: `any` is let through where they meet. */
const whereTypesMeetData = {
  '@typescript-eslint/no-explicit-any': 'off',
  '@typescript-eslint/no-unsafe-argument': 'off',
  '@typescript-eslint/no-unsafe-assignment': 'off',
  '@typescript-eslint/no-unsafe-call': 'off',
  '@typescript-eslint/no-unsafe-member-access': 'off',
  '@typescript-eslint/no-unsafe-return': 'off',
};

/** Promises that nobody waits for are the bug that this project is most prone to. */
const promises = {
  '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/return-await': ['error', 'in-try-catch'],
  '@typescript-eslint/require-await': 'off', // an engine's verb is async by its contract, whether this one waits or not
};

const style = {
  '@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['Error', 'URL', 'RegExp', 'DataType'] }], // Arrow's type prints well
  '@typescript-eslint/no-unsafe-function-type': 'off', // a user's function is any function
  '@typescript-eslint/unbound-method': 'off', // readers, kernels and tasks are records of functions that know no `this`
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
  '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends', allowObjectTypes: 'always' }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
  ],
  '@typescript-eslint/only-throw-error': ['error', { allowRethrowing: true, allowThrowingUnknown: true }],
  '@typescript-eslint/restrict-template-expressions': [
    'error',
    { allowNumber: true, allowBoolean: true, allowNullish: true, allowAny: true },
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportDefaultDeclaration', message: 'A file is named for its main export: no default exports.' },
    { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
    { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'Use a module.' },
  ],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-unsafe-enum-comparison': 'off', // the enums are those of libraries, which combine them as bits
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
};

const node = Object.fromEntries(
  ['process', 'console', 'URL', 'fetch', 'Buffer', 'AbortController', 'AbortSignal', 'setTimeout', 'clearTimeout', 'performance'].map(
    (name) => [name, 'readonly'],
  ),
);

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'docs/api/', 'out/', '**/gen/'], 'what is made, not written'),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: root } },
    rules: { ...whereTypesMeetData, ...promises, ...style },
  },
  {
    files: ['spec/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off', // expect(value).to.be.true
      '@typescript-eslint/no-implied-eval': 'off', // functions as users may make them
    },
  },
  { files: ['**/*.js'], languageOptions: { globals: node } },
  { files: ['**/*.cjs'], languageOptions: { globals: { ...node, require: 'readonly', module: 'writable' } } },
);
