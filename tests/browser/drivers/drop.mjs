// Dropping a file. Only Chromium's protocol can drop one from outside; elsewhere the page gets the
// same three events, made by script: what it cannot show is whether the browser would have sent them.

/// [file] is { name, type, content }, content a string or bytes. Returns whether the page took the
/// drop, that is, cancelled the browser's own answer to it (which would be to open the file).
export function dropSynthetic(page, selector, { name, type = '', content }) {
  return page.evaluate((target, fileName, fileType, base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], fileName, { type: fileType }));
    const element = document.querySelector(target);
    const box = element.getBoundingClientRect();
    const send = (kind) => {
      const event = new DragEvent(kind, {
        bubbles: true, cancelable: true, composed: true, dataTransfer: transfer,
        clientX: box.x + box.width / 2, clientY: box.y + box.height / 2,
      });
      element.dispatchEvent(event);
      return event.defaultPrevented;
    };
    send('dragenter');
    send('dragover');
    return send('drop');
  }, selector, name, type, Buffer.from(content).toString('base64'));
}
