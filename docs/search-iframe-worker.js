// Lets the site be searched when it is opened from the disk, where a browser starts no workers: the search runs in a
// hidden frame instead. Over http nothing is done. Named as the theme knows such a thing, so that it fetches none.
"use strict";

if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.srcdoc = "";
      this.begun = new Promise(resolve => {
        this.frame.onload = () => {
          const inner = this.frame.contentWindow;
          inner.postMessage = data => this.hear(data);
          const script = inner.document.createElement("script");
          script.src = address;
          script.onload = () => resolve(inner);
          inner.document.body.append(script);
        };
      });
      document.body.append(this.frame);
    }

    hear(data) {
      const message = new MessageEvent("message", { data: structuredClone(data) });
      this.dispatchEvent(message);
      this.onmessage?.(message);
    }

    postMessage(data) {
      this.begun.then(inner => inner.dispatchEvent(new inner.MessageEvent("message", { data: structuredClone(data) })));
    }

    terminate() {
      this.frame.remove();
    }
  };
}
