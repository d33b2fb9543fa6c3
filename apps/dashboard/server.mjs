// The stable entry that scripts and containers start; the code is compiled from server/.
import './dist/main.js';
