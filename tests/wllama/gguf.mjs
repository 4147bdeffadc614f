// Writes a GGUF file, version 3: the format in which llama.cpp reads models. Little-endian throughout.
// https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

const kVersion = 3;
/** Where each tensor's data begins is a multiple of this. */
const kAlignment = 32;
const kFloat32Tensor = 0;

const kTypes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 };

/** Bytes that grow as they are written. */
class Writer {
  #parts = [];
  length = 0;

  bytes(part) {
    this.#parts.push(part);
    this.length += part.length;
  }

  #number(size, write) {
    const part = Buffer.alloc(size);
    write(part);
    this.bytes(part);
  }

  uint32(value) { this.#number(4, (part) => part.writeUInt32LE(value)); }
  int32(value) { this.#number(4, (part) => part.writeInt32LE(value)); }
  float32(value) { this.#number(4, (part) => part.writeFloatLE(value)); }
  uint64(value) { this.#number(8, (part) => part.writeBigUInt64LE(BigInt(value))); }
  bool(value) { this.#number(1, (part) => part.writeUInt8(Number(value))); }

  string(text) {
    const encoded = Buffer.from(text, 'utf8');
    this.uint64(encoded.length);
    this.bytes(encoded);
  }

  array({ of, items }) {
    this.uint32(kTypes[of]);
    this.uint64(items.length);
    for (const item of items) this[of](item);
  }

  pad() { this.bytes(Buffer.alloc((kAlignment - (this.length % kAlignment)) % kAlignment)); }

  all() { return Buffer.concat(this.#parts); }
}

/**
 * @param {Record<string, { type: string, value: any }>} metadata a value of type "array" is { of, items }
 * @param {{ name: string, shape: number[], values: Float32Array }[]} tensors [shape] with the contiguous dimension first
 */
export function writeGguf(metadata, tensors) {
  const file = new Writer();
  file.bytes(Buffer.from('GGUF'));
  file.uint32(kVersion);
  file.uint64(tensors.length);
  file.uint64(Object.keys(metadata).length);
  for (const [key, { type, value }] of Object.entries(metadata)) {
    file.string(key);
    file.uint32(kTypes[type]);
    file[type](value);
  }
  const data = new Writer();
  for (const { name, shape, values } of tensors) {
    file.string(name);
    file.uint32(shape.length);
    for (const size of shape) file.uint64(size);
    file.uint32(kFloat32Tensor);
    file.uint64(data.length);
    data.bytes(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
    data.pad();
  }
  file.pad();
  return Buffer.concat([file.all(), data.all()]);
}
