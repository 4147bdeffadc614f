// Generated from core's stage table by `node web/generate-types.mjs`; do not edit by hand.

/** @type {Record<string, { label: string, params: Record<string, { otherwise: any, off: number | null }> }>} */
export const stageTable = {
  temperature: { label: "Temperature", params: { temperature: { otherwise: 1, off: 1 } } },
  topK: { label: "Top-k", params: { k: { otherwise: 40, off: 0 }, minKeep: { otherwise: 1, off: 1 } } },
  topP: { label: "Top-p", params: { p: { otherwise: 0.9, off: 1 }, minKeep: { otherwise: 1, off: 1 } } },
  minP: { label: "Min-p", params: { p: { otherwise: 0.05, off: 0 }, minKeep: { otherwise: 1, off: 1 } } },
  dynamicTemperature: { label: "Dynamic temperature", params: { temperature: { otherwise: 1, off: 1 }, delta: { otherwise: 0.5, off: 0 }, exponent: { otherwise: 1, off: null } } },
  typicalP: { label: "Typical-p", params: { p: { otherwise: 0.9, off: 1 }, minKeep: { otherwise: 1, off: 1 } } },
  epsilon: { label: "Epsilon", params: { epsilon: { otherwise: 0.0003, off: 0 }, minKeep: { otherwise: 1, off: 1 } } },
  eta: { label: "Eta", params: { epsilon: { otherwise: 0.0003, off: 0 }, minKeep: { otherwise: 1, off: 1 } } },
  topNSigma: { label: "Top-nσ", params: { n: { otherwise: 1, off: 0 } } },
  topA: { label: "Top-a", params: { a: { otherwise: 0.2, off: 0 } } },
  topH: { label: "Top-h", params: { alpha: { otherwise: 0.4, off: 1 } } },
  pLess: { label: "p-less", params: {  } },
  xtc: { label: "XTC", params: { probability: { otherwise: 0.5, off: 0 }, threshold: { otherwise: 0.1, off: null }, minKeep: { otherwise: 1, off: 1 } } },
  repetitionPenalty: { label: "Repetition penalty", params: { penalty: { otherwise: 1.1, off: 1 }, lastN: { otherwise: -1, off: 0 } } },
  frequencyPenalty: { label: "Frequency penalty", params: { penalty: { otherwise: 0.5, off: 0 }, lastN: { otherwise: -1, off: 0 } } },
  presencePenalty: { label: "Presence penalty", params: { penalty: { otherwise: 0.5, off: 0 }, lastN: { otherwise: -1, off: 0 } } },
  dry: { label: "DRY", params: { multiplier: { otherwise: 0.8, off: 0 }, base: { otherwise: 1.75, off: null }, allowedLength: { otherwise: 2, off: null }, lastN: { otherwise: -1, off: 0 }, breakers: { otherwise: [], off: null } } },
  noRepeatNgram: { label: "No repeated n-gram", params: { n: { otherwise: 3, off: 0 } } },
  logitBias: { label: "Logit bias", params: { biases: { otherwise: [], off: null } } },
  badTokens: { label: "Banned tokens", params: { tokens: { otherwise: [], off: null } } },
  mirostat: { label: "Mirostat", params: { version: { otherwise: 2, off: null }, tau: { otherwise: 5, off: null }, eta: { otherwise: 0.1, off: null } } },
};
