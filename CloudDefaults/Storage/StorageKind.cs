namespace MyArch.CloudDefaults.Storage;

/// <summary>Where files are kept, and who sees them (D7).</summary>
public enum StorageKind
{
    /// <summary>Objects in a bucket: every instance sees them.</summary>
    S3,

    /// <summary>A directory that every instance has mounted, as EFS is: every instance sees them.</summary>
    Shared,

    /// <summary>A disk of the instance's own, as EBS is: the other instances see nothing of it. It is here to be seen failing.</summary>
    InstanceDisk,
}
