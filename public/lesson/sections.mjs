// @ts-check
// The lesson's sections in their order: what each is called, what it sets the instrument to, and where its claims come from.

/** @type {{ id: string, title: string, state: string, sources: string[] }[]} */
export const sections = [
  { id: 'loop', title: 'One token at a time', state: 'scenario=cat&p=0.9', sources: ['radford2019', 'llama3', 'tiktoken'] },
  { id: 'scores', title: 'Scores', state: 'scenario=capital&open=0', sources: ['course'] },
  { id: 'temperature', title: 'Temperature', state: 'scenario=capital&T=0.5&open=1', sources: ['ackley1985', 'openai', 'dialects'] },
  { id: 'softmax', title: 'Softmax', state: 'scenario=cat&open=2', sources: ['bridle1990', 'ieee754'] },
  { id: 'top-k', title: 'Top-k', state: 'scenario=capital&k=3&open=3', sources: ['fan2018', 'dialects'] },
  { id: 'top-p', title: 'Top-p', state: 'scenario=uncertain&p=0.9&open=3', sources: ['holtzman2019', 'openai', 'dialects'] },
  { id: 'min-p', title: 'Min-p and its relatives', state: 'scenario=mat&T=1.5&minP=0.1&open=3', sources: ['nguyen2024', 'schaeffer2025', 'tang2024', 'tan2025', 'meister2022', 'hewitt2022'] },
  { id: 'penalties', title: 'Penalties', state: 'view=builder&prompt=The cat sat on the&rp=1.3', sources: ['keskar2019', 'openai', 'dialects'] },
  { id: 'draw', title: 'The draw', state: 'scenario=cat&k=3&open=4', sources: ['python', 'goldberg1991', 'he2025'] },
  { id: 'stop', title: 'When it stops', state: 'view=builder&prompt=Once upon a time&T=0.8', sources: ['llama3', 'tiktoken', 'openai', 'course'] },
  { id: 'strategies', title: 'Greedy, sampling, beam search', state: 'view=strategies&prompt=The cat sat on the&n=12', sources: ['holtzman2019', 'wu2016', 'transformers'] },
  { id: 'sure', title: 'How sure it is', state: 'view=entropy&passage=fact', sources: ['shannon1948', 'kullback1951', 'jelinek1977'] },
  { id: 'tail', title: 'The long tail', state: 'view=tail&scenario=long_tail', sources: ['explainer', 'holtzman2019'] },
  { id: 'settings', title: 'Settings and their uses', state: 'scenario=weather&T=0.7&p=0.9', sources: ['course', 'openai', 'dialects'] },
  { id: 'gravity', title: 'A whole sentence', state: 'scenario=cat&T=0.7&p=0.9', sources: ['course'] },
  { id: 'beyond', title: 'Beyond one token at a time', state: 'scenario=cat&T=0.7', sources: ['leviathan2022', 'gloeckle2024', 'gemini', 'course'] },
  { id: 'takeaways', title: 'What to take along', state: 'view=builder&prompt=Once upon a time', sources: ['course'] },
  { id: 'exhibits', title: 'Errors in the wild', state: 'scenario=cat&k=3&seed=100&open=4', sources: ['readings'] },
];
