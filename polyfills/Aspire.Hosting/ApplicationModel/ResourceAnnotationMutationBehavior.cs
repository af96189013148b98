namespace Aspire.Hosting.ApplicationModel;

/// <summary>What becomes of annotations of the same type when one is added.</summary>
public enum ResourceAnnotationMutationBehavior
{
    Append,
    Replace,
}
