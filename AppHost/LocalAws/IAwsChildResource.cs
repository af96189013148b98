namespace MyArch.AppHost.LocalAws;

/// <summary>A queue or a bucket.</summary>
internal interface IAwsChildResource : IResourceWithParent<IAwsResource>
{
    /// <summary>Makes it as it should be, if it is not so already.</summary>
    Task EnsureAsync(CancellationToken cancellationToken);

    /// <summary>Null if it is there and can be used, else what is wrong. Changes nothing.</summary>
    Task<string?> FindProblemAsync(CancellationToken cancellationToken);
}
