/** What happens at the door while a site is asked. Times in milliseconds. */
export type DoorEvent =
  | {
      readonly type: 'request';
      readonly url: string;
      readonly status: number;
      readonly bytes: number;
      readonly latency: number;
      readonly outcome: string;
      readonly requests: number;
    }
  | { readonly type: 'retrying'; readonly url: string; readonly attempt: number; readonly message: string }
  /** Bytes of a page were no characters of the set it declares. */
  | { readonly type: 'replaced'; readonly url: string; readonly message: string }
  | { readonly type: 'attend'; readonly url: string; readonly message: string };

export type DoorListener = (event: DoorEvent) => void;
