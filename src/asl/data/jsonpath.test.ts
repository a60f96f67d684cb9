import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json } from '../json.ts';
import { compilePath, InvalidPath, PathNotFound, referencePath } from './jsonpath.ts';

const store: Json = {
  book: [
    { category: 'reference', author: 'Rees', title: 'Sayings', price: 8.95 },
    { category: 'fiction', author: 'Waugh', title: 'Sword', price: 12.99 },
    { category: 'fiction', author: 'Melville', title: 'Moby Dick', isbn: '0-553', price: 8.99, tags: ['sea', 'whale'] },
  ],
  bicycle: { color: 'red', price: 19.95 },
  'odd name': 1,
};
const root = { store, limit: 10 };
const read = (path: string) => compilePath(path).read(root);

describe('a definite path', () => {
  const cases: [string, unknown][] = [
    ['$', root],
    ['$.store.bicycle.color', 'red'],
    ["$['store']['bicycle']['color']", 'red'],
    ['$["store"].book[0].title', 'Sayings'],
    ['$.store.book[-1].title', 'Moby Dick'],
    ["$.store['odd name']", 1],
  ];
  for (const [path, expected] of cases) {
    test(`${path} gives the value itself`, () => {
      assert.deepEqual(read(path), expected);
      assert.equal(compilePath(path).definite, true);
    });
  }

  test('fails where it leads nowhere, in the words of Jayway', () => {
    assert.throws(() => read('$.none'), new PathNotFound("No results for path: $['none']"));
    assert.throws(() => read('$.none.deeper'), new PathNotFound("Missing property in path $['none']"));
    assert.throws(() => read('$.store.book[9]'), PathNotFound);
    assert.throws(() => read('$.limit.digits'), PathNotFound);
    assert.throws(() => read('$.toString'), PathNotFound);
  });
});

describe('any other path gives a list, which may be empty', () => {
  const titles = (...names: string[]) => names;
  const cases: [string, unknown][] = [
    ['$.store.book[*].title', titles('Sayings', 'Sword', 'Moby Dick')],
    ['$.store.book[0:2].title', titles('Sayings', 'Sword')],
    ['$.store.book[-1:].title', titles('Moby Dick')],
    ['$.store.book[0,2].title', titles('Sayings', 'Moby Dick')],
    ["$.store.bicycle['color','price']", ['red', 19.95]],
    ['$..author', ['Rees', 'Waugh', 'Melville']],
    ['$..book[0].title', titles('Sayings')],
    ['$.store.book[?(@.isbn)].title', titles('Moby Dick')],
    ['$.store.book[?(!@.isbn)].title', titles('Sayings', 'Sword')],
    ['$.store.book[?(@.price < 10)].title', titles('Sayings', 'Moby Dick')],
    ['$.store.book[?(@.price < $.limit)].title', titles('Sayings', 'Moby Dick')],
    ["$.store.book[?(@.category == 'fiction' && @.price > 10)].title", titles('Sword')],
    ["$.store.book[?(@.author == 'Rees' || @['author'] == 'Waugh')].title", titles('Sayings', 'Sword')],
    ["$.store.book[?(@.author in ['Rees', 'Melville'])].title", titles('Sayings', 'Moby Dick')],
    ["$.store.book[?(@.author nin ['Rees', 'Melville'])].title", titles('Sword')],
    ['$.store.book[?(@.title =~ /mo.*/i)].title', titles('Moby Dick')],
    ["$.store.book[?(@.tags contains 'sea')].title", titles('Moby Dick')],
    ['$.store.book[?(@.price > 100)]', []],
    ['$.none[*]', []],
  ];
  for (const [path, expected] of cases) {
    test(path, () => {
      assert.deepEqual(read(path), expected);
      assert.equal(compilePath(path).definite, false);
    });
  }
});

describe('what is no path', () => {
  for (const path of ['', 'store', '$store', '$.', '$[', '$.a[', "$['a", '$.a[?(]', '$.a b', '$.a[?(@.b ==)]']) {
    test(`${path || 'nothing'} is refused`, () => assert.throws(() => compilePath(path), InvalidPath));
  }
});

test('a reference path names one place', () => {
  assert.deepEqual(referencePath("$.a[0]['b c']"), ['a', 0, 'b c']);
  assert.equal(referencePath('$.a[*]'), undefined);
});
