package polyad.geometry.rotation;

import polyad.catalog.Describe;

/** Training on own data: the task, and the settings of each. */
public record RotationModelConfig(
    @Describe("what to train: pointcloud on a folder of shapes, or ik on BVH clips")
        RotationTask task,
    PointCloudConfig pointCloud,
    KinematicsConfig kinematics) {}
