// What esbuild puts in the place of these imports.

declare module '*/app.mjs' {
  const createAppModule: (settings: { canvas: HTMLCanvasElement }) => Promise<any>;
  export default createAppModule;
}

declare module '*/logitscope.wasm' {
  const bytes: Uint8Array;
  export default bytes;
}
