using Microsoft.AspNetCore.Http.HttpResults;

namespace MyArch.ServiceDefaults;

/// <summary>A <see cref="JsonBody{T}"/> of any type.</summary>
internal interface IJsonBody
{
    /// <summary>Why the body was refused; null when it was not.</summary>
    ProblemHttpResult? Problem { get; }
}
