/**
 * What the workflows of a process share, instead of each evaluating it anew, which was half of what a workflow costs before its first line runs: a
 * bundle names this module in `preloadModules`. Pure modules alone: workflows must not meet in a module that remembers something.
 */
import '../core/contract';
import '../core/defaults';
import '../core/error-table';
import '../core/event-type';
import '../core/input';
import '../core/metrics';
import '../core/observe';
import '../core/settled-handles';
import '../core/signal-arguments';
import '../core/window';
