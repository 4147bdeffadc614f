// Where things lie. All that provisioning makes goes into one git-ignored folder of the clone.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the clone. */
export const projectDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * The folder for the private toolchain and the third-party sources. LOGITSCOPE_TOOLCHAIN_DIR names another
 * one, so that several clones can share it; CMake reads the same variable.
 */
export const toolchainDir = resolve(process.env.LOGITSCOPE_TOOLCHAIN_DIR || join(projectDir, '.toolchain'));

export const inToolchain = (...parts) => join(toolchainDir, ...parts);

/** cmake/pins.json: the one place for versions, bounds, package names and hashes. */
export const pins = JSON.parse(readFileSync(join(projectDir, 'cmake/pins.json'), 'utf8'));
