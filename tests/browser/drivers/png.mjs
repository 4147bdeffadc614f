// Reads and writes PNG files. Enough for what browsers write: 8 bits a channel, RGB or RGBA, not
// interlaced. Anything else is refused by name.

import { deflateSync, inflateSync } from 'node:zlib';

const kSignature = '89504e470d0a1a0a';
const kBytesPerPixel = { 2: 3, 6: 4 };  // colour type → bytes: 2 is RGB, 6 is RGBA

/// [png] is the file as a Buffer. Returns { width, height, data }, data row by row from the top.
export function decodePng(png) {
  if (png.toString('hex', 0, 8) !== kSignature) throw new Error('not a PNG file');
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, colourType, , , interlace] = png.subarray(24, 29);
  const step = kBytesPerPixel[colourType];
  if (depth !== 8 || !step || interlace) {
    throw new Error(`PNG with depth ${depth}, colour type ${colourType}, interlace ${interlace} is not supported`);
  }
  const rows = inflateSync(Buffer.concat(chunks(png, 'IDAT')));
  unfilter(rows, width * step, height, step);
  return { width, height, data: toRgba(rows, width, height, step) };
}

function chunks(png, wanted) {
  const found = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === wanted) found.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return found;
}

// Each row is one filter byte and then its bytes as differences to what lies left, above, or both;
// section 9 of the PNG specification. Undone in place, the filter bytes stay.
function unfilter(rows, rowBytes, height, step) {
  const stride = rowBytes + 1;
  for (let y = 0; y < height; y++) {
    const start = y * stride + 1;
    const filter = rows[start - 1];
    for (let i = 0; i < rowBytes; i++) {
      const at = start + i;
      const left = i >= step ? rows[at - step] : 0;
      const up = y > 0 ? rows[at - stride] : 0;
      const upLeft = i >= step && y > 0 ? rows[at - stride - step] : 0;
      rows[at] += predict(filter, left, up, upLeft);
    }
  }
}

function predict(filter, left, up, upLeft) {
  switch (filter) {
    case 0: return 0;
    case 1: return left;
    case 2: return up;
    case 3: return (left + up) >> 1;
    case 4: return paeth(left, up, upLeft);
    default: throw new Error(`PNG row filter ${filter} does not exist`);
  }
}

function paeth(left, up, upLeft) {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

function toRgba(rows, width, height, step) {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * (width * step + 1) + 1 + x * step;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < step; channel++) data[to + channel] = rows[from + channel];
    }
  }
  return data;
}

/// [data] is RGBA, row by row. Returns the file.
export function encodePng({ width, height, data }) {
  const rows = Buffer.alloc(height * (width * 4 + 1));  // filter byte 0: as it is
  for (let y = 0; y < height; y++) rows.set(data.subarray(y * width * 4, (y + 1) * width * 4), y * (width * 4 + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6], 8);  // 8 bits a channel, RGBA
  return Buffer.concat([
    Buffer.from(kSignature, 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type, body) {
  const frame = Buffer.alloc(body.length + 12);
  frame.writeUInt32BE(body.length, 0);
  frame.write(type, 4, 'latin1');
  frame.set(body, 8);
  frame.writeUInt32BE(crc32(frame.subarray(4, body.length + 8)), body.length + 8);
  return frame;
}

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/// The part [clip] of the picture, given in CSS pixels of [scale] device pixels each.
export function cropPng(png, clip, scale) {
  const whole = decodePng(png);
  const [x, y, right, bottom] = [clip.x, clip.y, clip.x + clip.width, clip.y + clip.height].map((n) => Math.round(n * scale));
  const width = Math.min(right, whole.width) - x;
  const height = Math.min(bottom, whole.height) - y;
  const data = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * whole.width + x) * 4;
    data.set(whole.data.subarray(from, from + width * 4), row * width * 4);
  }
  return encodePng({ width, height, data });
}
