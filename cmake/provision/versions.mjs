// Upstream version numbers: 6.0.5, 1.92.2b. Enough of an order for bounded ranges.

/** The upstream part of a Debian version: "1:21.1.8-13" gives "21.1.8", "1.92.2b+ds-1" gives "1.92.2b". */
export function upstreamVersion(debianVersion) {
  return /^(?:\d+:)?(\d+(?:\.\d+)*[a-z]?)/.exec(debianVersion)?.[1] ?? debianVersion;
}

const fields = (version) => version.split('.').map((field) => {
  const [, number, letter] = /^(\d*)(.*)$/.exec(field);
  return [Number(number), letter];
});

/** Negative, zero or positive, as for Array.sort. A missing field counts as zero: 1.3 equals 1.3.0. */
export function compareVersions(a, b) {
  const [left, right] = [fields(a), fields(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [[n1, s1], [n2, s2]] = [left[i] ?? [0, ''], right[i] ?? [0, '']];
    if (n1 !== n2) return n1 - n2;
    if (s1 !== s2) return s1 < s2 ? -1 : 1;
  }
  return 0;
}

export function isInRange(version, { minimum, belowMaximum }) {
  return compareVersions(version, minimum) >= 0 && compareVersions(version, belowMaximum) < 0;
}

export const rangeText = ({ minimum, belowMaximum }) => `at least ${minimum} and below ${belowMaximum}`;
