/**
 * Public parameters: Debian's, which tell the newest AMI of a release (Debian wiki, "Cloud/AmazonEC2Image"). They are
 * answered from the images that EC2 has.
 */
import type { Context } from '../../../service.ts';
import { systemsManager } from '../fleet.ts';

export interface PublicParameter {
  readonly name: string;
  /** an AMI id */
  readonly value: string;
  /** milliseconds since epoch */
  readonly modifiedAt: number;
}

/** The account that publishes Debian's AMIs on AWS. */
const debianAccount = '136693071363';

/** Parameter -> the beginning of the names of its AMIs. */
const images: Readonly<Record<string, string>> = {
  '/aws/service/debian/release/12/latest/amd64': 'debian-12-amd64-',
};

/** In the order of their names. */
export function publicParameters(context: Context): PublicParameter[] {
  return Object.entries(images).flatMap(([name, prefix]) => {
    const { Images = [] } = context.call(
      'ec2',
      'DescribeImages',
      { Owners: [debianAccount], Filters: [{ Name: 'name', Values: [`${prefix}*`] }] },
      systemsManager,
    );
    const [newest] = Images.toSorted((a, b) => b.CreationDate!.localeCompare(a.CreationDate!));
    return newest === undefined ? [] : [{ name, value: newest.ImageId!, modifiedAt: Date.parse(newest.CreationDate!) }];
  });
}
