// The page in the browser that LOGITSCOPE_BROWSER names. One process for all cases, and those of one set of options
// together: a browser takes longer to start than most cases take to play.

import './cases/paint.mjs';
import './cases/layout.mjs';
import './cases/sliders.mjs';
import './cases/opened.mjs';
import './cases/prompts.mjs';
import './cases/ask.mjs';
import './cases/builder.mjs';
import './cases/learning.mjs';
import './cases/strategies.mjs';
import './cases/csv.mjs';
import './cases/answers.mjs';
import './cases/model.mjs';
import './cases/entropy.mjs';
import './cases/tail.mjs';
import './cases/draws.mjs';
import './cases/sweep.mjs';
import './cases/edge.mjs';
import './cases/idle.mjs';
import './cases/survive.mjs';
import './cases/manners.mjs';
import './cases/without.mjs';
import './cases/numbers.mjs';
import './cases/csv_answers.mjs';
import './cases/dark_touch.mjs';
import './cases/contrast.mjs';
import './cases/lesson.mjs';
import './cases/screens.mjs';
import './cases/embed.mjs';
import './cases/examples.mjs';
import './cases/element.mjs';
import './cases/embedding.mjs';
import './cases/share.mjs';
import './cases/hosted.mjs';
import './cases/reference.mjs';
import './cases/accessibility.mjs';
