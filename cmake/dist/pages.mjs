// The pages as they are shipped: what they load named by its content, what they share found from every folder.

/** Of these there is one, in the page's own folder. */
const kShared = /^(LICENSE|THIRD-PARTY-NOTICES\.txt|icon\.(svg|png)|preview\.png|examples\/.*)$/;

/**
 * @param {string} html as it stands in public/
 * @param {{ place: string, assets: import('./assets.mjs').Assets, address?: string }} options
 *   place: the folder that it will lie in, "" or "v1/"; address: where the page will be, if that is known
 */
export function placed(html, { place, assets, address }) {
  const up = place && '../';
  const local = html.replace(/(href|src|content)="([\w./-]+)"/g, (whole, attribute, name) => {
    if (assets.has(name)) return `${attribute}="${up}assets/${assets.nameOf(name)}"`;
    return kShared.test(name) ? `${attribute}="${up}${name}"` : whole;
  });
  return address ? withAddress(local, address.replace(/\/*$/, '/')) : local;
}

/** Whoever shows a preview of a link wants whole addresses, which no page that may lie anywhere can know. */
function withAddress(html, address) {
  return html.replace(/(<meta property="og:image" content=")(?:\.\.\/)?([^"]*)/, (_, before, name) => before + address + name);
}
