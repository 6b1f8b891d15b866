import { col, type DataFrame, udf } from 'kindling';

/**
 * Adds the path of each picture, the name of its file, and as its label the place among `classes` of the folder that it lies in.
 * What `dropInvalid` made null has no path and no label, and is left out. Another folder is an error that names the picture.
 */
export function labelled(pictures: DataFrame, classes: readonly string[]): DataFrame {
  const nameOf = udf((path: string | null) => (path === null ? null : decodeURIComponent(path.split('/').at(-1)!)), 'string');
  const labelOf = udf((path: string | null) => {
    if (path === null) return null;
    const folder = decodeURIComponent(path.split('/').at(-2)!);
    const label = classes.indexOf(folder);
    if (label < 0) throw new Error(`${path} must lie in a folder named ${classes.join(' or ')}; it lies in '${folder}'`);
    return label;
  }, 'int');
  return pictures
    .withColumn('path', col('image.origin'))
    .filter(col('path').isNotNull())
    .withColumn('name', nameOf('path'))
    .withColumn('label', labelOf('path'));
}
