using System.ComponentModel.DataAnnotations;

namespace MyArch.CloudDefaults.Storage;

/// <summary>Where files are kept, section <c>Storage</c>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    /// <summary>The configuration section that the options are bound to.</summary>
    public const string Section = "Storage";

    /// <summary>The kind of storage. <see cref="StorageKind.S3"/> by default.</summary>
    [EnumDataType(typeof(StorageKind), ErrorMessage = "must be S3, Shared or InstanceDisk")]
    public StorageKind Kind { get; set; }

    /// <summary>The bucket's name; required for <see cref="StorageKind.S3"/>.</summary>
    public string? Bucket { get; set; }

    /// <summary>
    /// The directory, as an absolute path; required for the other two. It is made if it is not there. Of <see cref="StorageKind.InstanceDisk"/> each instance has a folder of its own in it, named as the instance.
    /// </summary>
    public string? Directory { get; set; }

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind == StorageKind.S3)
        {
            if (string.IsNullOrWhiteSpace(Bucket))
            {
                yield return new ValidationResult("is missing: Kind is S3", [nameof(Bucket)]);
            }
        }
        else if (string.IsNullOrWhiteSpace(Directory) || !Path.IsPathFullyQualified(Directory))
        {
            yield return new ValidationResult($"must be an absolute path: Kind is {Kind}", [nameof(Directory)]);
        }
    }
}
