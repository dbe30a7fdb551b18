import assert from 'node:assert/strict';
import test from 'node:test';

import { defaultMac } from '../../static/js/design/mac.js';

test('the address shown for a left-out one is the one that the engine makes', () => {
  // the same pair as in tests/topology/test_mac.py
  assert.equal(defaultMac('two-bridges', 'app1.eth0'), '72:e1:64:b2:1e:f4');
});
