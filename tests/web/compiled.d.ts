// What esbuild puts in the place of these imports.

declare module '*/app.mjs' {
  const createAppModule: (settings: { canvas: HTMLCanvasElement, locateFile: (name: string) => string }) => Promise<any>;
  export default createAppModule;
}

declare module 'logitscope:assets' {
  /** Of each asset, by its plain name. */
  export const hashes: Record<string, string>;
}

declare module '*.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
