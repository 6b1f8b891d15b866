import { mkdirSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { AnalysisError } from '#lib/errors.js';
import { listFiles } from '#lib/io/list-files.js';
import { AFolder } from './a-folder.js';

describe('listFiles', () => {
  let folder: AFolder;
  beforeEach(() => {
    folder = new AFolder();
  });
  afterEach(() => folder.remove());

  const names = (...paths: string[]): string[] =>
    listFiles(
      paths.map((path) => join(folder.path, path)),
      (name) => name.endsWith('.jpg'),
      'pictures',
    ).map(({ path }) => relative(folder.path, path));
  const put = (...files: string[]): void => files.forEach((file) => folder.put(file));

  it('gives the files of a glob in the order of their paths, with their sizes', () => {
    folder.put('b/1.jpg', 'four');
    folder.put('a/2.jpg', '');
    put('a/10.jpg', 'a/2.txt', 'c.jpg');
    expect(names('*/*.jpg')).to.deep.equal(['a/10.jpg', 'a/2.jpg', 'b/1.jpg']);
    expect(listFiles([join(folder.path, '[ab]/[12].jpg')], () => false, 'pictures').map(({ bytes }) => bytes)).to.deep.equal([0, 4]);
  });

  it('knows the wildcards that Spark has', () => {
    put('1.jpg', '2.jpg', '12.jpg', 'x.png', 'deep/er/3.jpg');
    expect(names('?.jpg')).to.deep.equal(['1.jpg', '2.jpg']);
    expect(names('{1,12}.jpg')).to.deep.equal(['1.jpg', '12.jpg']);
    expect(names('[^1].jpg')).to.deep.equal(['2.jpg']);
    expect(names('**/*.jpg')).to.deep.equal(['1.jpg', '12.jpg', '2.jpg', 'deep/er/3.jpg']);
  });

  it('takes the wanted files of a folder and of the folders in it', () => {
    put(
      'train/ants/1.jpg',
      'train/bees/2.jpg',
      'train/read-me.txt',
      'train/.hidden.jpg',
      'train/_SUCCESS',
      'train/_old/3.jpg',
      'val/4.jpg',
    );
    expect(names('train')).to.deep.equal(['train/ants/1.jpg', 'train/bees/2.jpg']);
    expect(names('train/')).to.deep.equal(names('train'));
  });

  it('takes the wanted files of the folders that a glob matches', () => {
    put('train/ants/1.jpg', 'train/bees/more/2.jpg', 'train/bees/read-me.txt', 'train/_old/3.jpg');
    expect(names('train/*')).to.deep.equal(['train/ants/1.jpg', 'train/bees/more/2.jpg']);
    expect(names('*/bees/')).to.deep.equal(['train/bees/more/2.jpg']);
  });

  it('takes what a glob matches whatever its ending, but nothing hidden', () => {
    put('a.jpg', 'b.data', '.c.jpg', '_SUCCESS');
    expect(names('*')).to.deep.equal(['a.jpg', 'b.data']);
    expect(names('_*')).to.deep.equal(['_SUCCESS']);
  });

  it('gives a file once that several paths name', () => {
    put('a.jpg', 'b.jpg');
    expect(names('b.jpg', '*.jpg', '.', 'a.jpg')).to.deep.equal(['a.jpg', 'b.jpg']);
  });

  it('takes a named file whatever it is called', () => {
    for (const name of [
      'with space.jpg',
      'crème 🐜.jpg',
      '[1].jpg',
      'photo (1).jpg',
      '100%.jpg',
      'a#b?.jpg',
      '_x.jpg',
      '!no.jpg',
      'no-ending',
      '{a,b}.jpg',
      '*.jpg',
    ]) {
      put(name);
      expect(names(name)).to.deep.equal([name]);
    }
  });

  it('takes the folders before the first wildcard by their names', () => {
    for (const name of ['with space', 'Ameisen-Größe', '[ab]', 'photos (1)', '!x', '{a,b}', '+(y)']) {
      put(`${name}/sub (2)/1.jpg`, `${name}/sub (2)/2.txt`);
      expect(names(`${name}/*/*.jpg`), name).to.deep.equal([`${name}/sub (2)/1.jpg`]);
      expect(names(`${name}/sub (2)/[1].jpg`), name).to.deep.equal([`${name}/sub (2)/1.jpg`]);
    }
  });

  it('takes parentheses and exclamation marks in a glob by themselves, as Spark does', () => {
    put('a/photo (1).jpg', 'a/photo (2).jpg', 'a/photo 1.jpg', 'a/!b.jpg');
    expect(names('*/photo (1).jpg')).to.deep.equal(['a/photo (1).jpg']);
    expect(names('*/!*.jpg')).to.deep.equal(['a/!b.jpg']);
    expect(names('a/!*.jpg')).to.deep.equal(['a/!b.jpg']);
  });

  it('takes file URLs, of globs too', () => {
    put('a b/ü.jpg');
    const url = pathToFileURL(folder.path).href;
    for (const path of [`${url}/a%20b/%C3%BC.jpg`, `${url}/a%20b`, `${url}/*/*.jpg`, url]) {
      expect(listFiles([path], (name) => name.endsWith('.jpg'), 'pictures').map((file) => file.path)).to.deep.equal([
        join(folder.path, 'a b/ü.jpg'),
      ]);
    }
  });

  it('follows links, and those that go round only once', () => {
    put('real/1.jpg');
    mkdirSync(join(folder.path, 'linked'));
    symlinkSync(join(folder.path, 'real'), join(folder.path, 'linked/there'));
    symlinkSync(join(folder.path, 'linked'), join(folder.path, 'linked/round'));
    symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'linked/broken.jpg'));
    expect(names('linked')).to.deep.equal(['linked/there/1.jpg']);
  });

  it('says what it looked for where there is nothing', () => {
    put('a.txt');
    mkdirSync(join(folder.path, 'empty'));
    for (const path of ['nowhere', 'empty', '*.jpg', '.', 'a.txt/b.jpg', 'x'.repeat(300)]) {
      expect(() => names(path), path).to.throw(AnalysisError, `[PATH_NOT_FOUND] No pictures at '${join(folder.path, path)}'`);
    }
    expect(() => names('nowhere', 'empty')).to.throw(`nowhere', '`);
    expect(() => listFiles(['hdfs://there/a.jpg'], () => true, 'pictures')).to.throw(AnalysisError, 'PATH_NOT_FOUND');
    expect(() => listFiles(['file://there/a.jpg'], () => true, 'pictures')).to.throw(AnalysisError, 'PATH_NOT_FOUND');
  });
});
