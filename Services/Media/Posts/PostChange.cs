namespace MyArch.Media.Posts;

/// <summary>What became of a change of a post.</summary>
internal enum PostChange
{
    /// <summary>It was made.</summary>
    Made,

    /// <summary>There is no such post.</summary>
    NoSuchPost,

    /// <summary>The post has changed since the version that the change was meant for.</summary>
    Outdated,
}
