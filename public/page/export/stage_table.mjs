// Generated from core's stage table by `node web/generate-types.mjs`; do not edit by hand.

/** Each stage with what its parameters are by default. @type {Record<string, { label: string, params: Record<string, any> }>} */
export const stageTable = {
  temperature: { label: "Temperature", params: { temperature: 1 } },
  topK: { label: "Top-k", params: { k: 40, minKeep: 1 } },
  topP: { label: "Top-p", params: { p: 0.9, minKeep: 1 } },
  minP: { label: "Min-p", params: { p: 0.05, minKeep: 1 } },
  dynamicTemperature: { label: "Dynamic temperature", params: { temperature: 1, delta: 0.5, exponent: 1 } },
  typicalP: { label: "Typical-p", params: { p: 0.9, minKeep: 1 } },
  epsilon: { label: "Epsilon", params: { epsilon: 0.0003, minKeep: 1 } },
  eta: { label: "Eta", params: { epsilon: 0.0003, minKeep: 1 } },
  topNSigma: { label: "Top-nσ", params: { n: 1 } },
  topA: { label: "Top-a", params: { a: 0.2 } },
  topH: { label: "Top-h", params: { alpha: 0.4 } },
  pLess: { label: "p-less", params: {  } },
  xtc: { label: "XTC", params: { probability: 0.5, threshold: 0.1, minKeep: 1 } },
  repetitionPenalty: { label: "Repetition penalty", params: { penalty: 1.1, lastN: -1 } },
  frequencyPenalty: { label: "Frequency penalty", params: { penalty: 0.5, lastN: -1 } },
  presencePenalty: { label: "Presence penalty", params: { penalty: 0.5, lastN: -1 } },
  dry: { label: "DRY", params: { multiplier: 0.8, base: 1.75, allowedLength: 2, lastN: -1, breakers: [] } },
  noRepeatNgram: { label: "No repeated n-gram", params: { n: 3 } },
  logitBias: { label: "Logit bias", params: { biases: [] } },
  badTokens: { label: "Banned tokens", params: { tokens: [] } },
  mirostat: { label: "Mirostat", params: { version: 2, tau: 5, eta: 0.1 } },
};
