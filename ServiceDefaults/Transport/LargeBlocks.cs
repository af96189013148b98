using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace MyArch.ServiceDefaults;

/// <summary>
/// Memory of the server's sockets, in blocks of 32 KB. The server's own have 4 KB, and no call of the system receives more than a block.
/// </summary>
internal sealed class LargeBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>The bytes of a block. Beyond 85,000 each would be a large object of the garbage collector.</summary>
    public const int BlockSize = 32_768;

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockSize;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockSize));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The blocks are those of the process.
    }
}
