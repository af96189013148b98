namespace StackExchange.Redis;

/// <summary>The kind of an answer on the wire.</summary>
public enum ResultType : byte
{
    /// <summary>No answer.</summary>
    None = 0,

    /// <summary>A short text such as OK.</summary>
    SimpleString = 1,

    /// <summary>An error told by the server.</summary>
    Error = 2,

    /// <summary>A number.</summary>
    Integer = 3,

    /// <summary>Bytes.</summary>
    BulkString = 4,

    /// <summary>A list of answers.</summary>
    Array = 5,
}
