using System.Text;

namespace StackExchange.Redis.Protocol;

/// <summary>One complete answer of the server. A null bulk has no bytes, a null array no items.</summary>
internal readonly struct Reply
{
    private Reply(ReplyKind kind, long number, byte[]? bytes, Reply[]? items)
    {
        Kind = kind;
        Number = number;
        Bytes = bytes;
        Items = items;
    }

    public ReplyKind Kind { get; }

    public long Number { get; }

    public byte[]? Bytes { get; }

    public Reply[]? Items { get; }

    public bool IsError => Kind == ReplyKind.Error;

    public string ErrorText => Encoding.UTF8.GetString(Bytes!);

    public static Reply SimpleString(byte[] text) => new(ReplyKind.SimpleString, 0, text, items: null);

    public static Reply Error(byte[] text) => new(ReplyKind.Error, 0, text, items: null);

    public static Reply Integer(long number) => new(ReplyKind.Integer, number, bytes: null, items: null);

    public static Reply Bulk(byte[]? bytes) => new(ReplyKind.Bulk, 0, bytes, items: null);

    public static Reply Array(Reply[]? items) => new(ReplyKind.Array, 0, bytes: null, items);
}
