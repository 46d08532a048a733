/**
 * The fields that the API server knows, one type per line: its Go name, then its fields in the order in which Go writes
 * them. A field without a type is a string; `i` int32, `l` int64, `b` boolean, `q` quantity, `p` number or string, `t`
 * time, `u` time with microseconds, `y` bytes in base 64, `$Name` a string with a type of its own, `*` anything; `[]` a
 * list and `{}` a map of the type before it. `!` leaves the type open for fields that are not listed, `^Name` takes over
 * another type's fields.
 *
 * Rarely used sources and everything that only the system writes are left open. Facts of k8s.io/api (v1.34).
 */
export const fieldTable = `
Pod metadata:ObjectMeta spec:PodSpec status:PodStatus
ObjectMeta name generateName namespace selfLink uid resourceVersion generation:l creationTimestamp:t deletionTimestamp:t deletionGracePeriodSeconds:l labels:{} annotations:{} ownerReferences:OwnerReference[] finalizers:[] managedFields:ManagedFieldsEntry[]
OwnerReference apiVersion kind name uid controller:b blockOwnerDeletion:b
PodSpec volumes:Volume[] initContainers:Container[] containers:Container[] ephemeralContainers:EphemeralContainer[] restartPolicy:$RestartPolicy terminationGracePeriodSeconds:l activeDeadlineSeconds:l dnsPolicy:$DNSPolicy nodeSelector:{} serviceAccountName serviceAccount automountServiceAccountToken:b nodeName hostNetwork:b hostPID:b hostIPC:b shareProcessNamespace:b securityContext:PodSecurityContext imagePullSecrets:LocalObjectReference[] hostname subdomain affinity:Affinity schedulerName tolerations:Toleration[] hostAliases:HostAlias[] priorityClassName priority:i dnsConfig:PodDNSConfig readinessGates:PodReadinessGate[] runtimeClassName enableServiceLinks:b preemptionPolicy:$PreemptionPolicy overhead:q{} topologySpreadConstraints:TopologySpreadConstraint[] setHostnameAsFQDN:b os:PodOS hostUsers:b schedulingGates:PodSchedulingGate[] resourceClaims:PodResourceClaim[] resources:ResourceRequirements hostnameOverride
Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
NodeAffinity requiredDuringSchedulingIgnoredDuringExecution:NodeSelector preferredDuringSchedulingIgnoredDuringExecution:PreferredSchedulingTerm[]
PreferredSchedulingTerm weight:i preference:NodeSelectorTerm
NodeSelectorTerm matchExpressions:NodeSelectorRequirement[] matchFields:NodeSelectorRequirement[]
NodeSelectorRequirement key operator:$NodeSelectorOperator values:[]
NodeSelector nodeSelectorTerms:NodeSelectorTerm[]
PodAffinity requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[] preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm[]
WeightedPodAffinityTerm weight:i podAffinityTerm:PodAffinityTerm
PodAffinityTerm labelSelector:LabelSelector namespaces:[] topologyKey namespaceSelector:LabelSelector matchLabelKeys:[] mismatchLabelKeys:[]
LabelSelector matchLabels:{} matchExpressions:LabelSelectorRequirement[]
LabelSelectorRequirement key operator:$LabelSelectorOperator values:[]
PodAntiAffinity requiredDuringSchedulingIgnoredDuringExecution:PodAffinityTerm[] preferredDuringSchedulingIgnoredDuringExecution:WeightedPodAffinityTerm[]
Container name image command:[] args:[] workingDir ports:ContainerPort[] envFrom:EnvFromSource[] env:EnvVar[] resources:ResourceRequirements resizePolicy:ContainerResizePolicy[] restartPolicy:$ContainerRestartPolicy restartPolicyRules:* volumeMounts:VolumeMount[] volumeDevices:VolumeDevice[] livenessProbe:Probe readinessProbe:Probe startupProbe:Probe lifecycle:Lifecycle terminationMessagePath terminationMessagePolicy:$TerminationMessagePolicy imagePullPolicy:$PullPolicy securityContext:SecurityContext stdin:b stdinOnce:b tty:b
EnvVar name value valueFrom:EnvVarSource
EnvVarSource fieldRef:ObjectFieldSelector resourceFieldRef:ResourceFieldSelector configMapKeyRef:ConfigMapKeySelector secretKeyRef:SecretKeySelector fileKeyRef:*
ConfigMapKeySelector name key optional:b
ObjectFieldSelector apiVersion fieldPath
ResourceFieldSelector containerName resource divisor:q
SecretKeySelector name key optional:b
EnvFromSource prefix configMapRef:ConfigMapEnvSource secretRef:SecretEnvSource
ConfigMapEnvSource name optional:b
SecretEnvSource name optional:b
Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal
LifecycleHandler exec:ExecAction httpGet:HTTPGetAction tcpSocket:TCPSocketAction sleep:SleepAction
ExecAction command:[]
HTTPGetAction path port:p host scheme:$URIScheme httpHeaders:HTTPHeader[]
HTTPHeader name value
SleepAction seconds:l
TCPSocketAction port:p host
Probe exec:ExecAction httpGet:HTTPGetAction tcpSocket:TCPSocketAction grpc:GRPCAction initialDelaySeconds:i timeoutSeconds:i periodSeconds:i successThreshold:i failureThreshold:i terminationGracePeriodSeconds:l
GRPCAction port:i service
ContainerPort name hostPort:i containerPort:i protocol:$Protocol hostIP
ContainerResizePolicy resourceName restartPolicy
ResourceRequirements limits:q{} requests:q{} claims:ResourceClaim[]
ResourceClaim name request
SecurityContext capabilities:Capabilities privileged:b seLinuxOptions:SELinuxOptions windowsOptions:WindowsSecurityContextOptions runAsUser:l runAsGroup:l runAsNonRoot:b readOnlyRootFilesystem:b allowPrivilegeEscalation:b procMount seccompProfile:SeccompProfile appArmorProfile:AppArmorProfile
AppArmorProfile type localhostProfile
Capabilities add:[] drop:[]
SELinuxOptions user role type level
SeccompProfile type localhostProfile
VolumeDevice name devicePath
VolumeMount name readOnly:b recursiveReadOnly mountPath subPath mountPropagation:$MountPropagationMode subPathExpr
PodDNSConfig nameservers:[] searches:[] options:PodDNSConfigOption[]
PodDNSConfigOption name value
EphemeralContainer ^Container targetContainerName
HostAlias ip hostnames:[]
LocalObjectReference name
PodOS name
PodReadinessGate conditionType
PodResourceClaim name resourceClaimName resourceClaimTemplateName
PodSchedulingGate name
PodSecurityContext seLinuxOptions:SELinuxOptions windowsOptions:WindowsSecurityContextOptions runAsUser:l runAsGroup:l runAsNonRoot:b supplementalGroups:l[] supplementalGroupsPolicy fsGroup:l sysctls:Sysctl[] fsGroupChangePolicy seccompProfile:SeccompProfile appArmorProfile:AppArmorProfile seLinuxChangePolicy
Sysctl name value
Toleration key operator:$TolerationOperator value effect:$TaintEffect tolerationSeconds:l
TopologySpreadConstraint maxSkew:i topologyKey whenUnsatisfiable:$UnsatisfiableConstraintAction labelSelector:LabelSelector minDomains:i nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys:[]
Volume name hostPath:HostPathVolumeSource emptyDir:EmptyDirVolumeSource gcePersistentDisk:GCEPersistentDiskVolumeSource awsElasticBlockStore:AWSElasticBlockStoreVolumeSource gitRepo:GitRepoVolumeSource secret:SecretVolumeSource nfs:NFSVolumeSource iscsi:ISCSIVolumeSource glusterfs:* persistentVolumeClaim:PersistentVolumeClaimVolumeSource rbd:* flexVolume:* cinder:* cephfs:* flocker:* downwardAPI:DownwardAPIVolumeSource fc:FCVolumeSource azureFile:* configMap:ConfigMapVolumeSource vsphereVolume:* quobyte:* azureDisk:* photonPersistentDisk:* projected:ProjectedVolumeSource portworxVolume:* scaleIO:* storageos:* csi:CSIVolumeSource ephemeral:EphemeralVolumeSource image:ImageVolumeSource
AWSElasticBlockStoreVolumeSource fsType partition:i readOnly:b volumeID
ConfigMapVolumeSource name items:KeyToPath[] defaultMode:i optional:b
KeyToPath key path mode:i
CSIVolumeSource driver readOnly:b fsType volumeAttributes:{} nodePublishSecretRef:LocalObjectReference
DownwardAPIVolumeSource items:DownwardAPIVolumeFile[] defaultMode:i
DownwardAPIVolumeFile path fieldRef:ObjectFieldSelector resourceFieldRef:ResourceFieldSelector mode:i
EmptyDirVolumeSource medium:$StorageMedium sizeLimit:q
EphemeralVolumeSource volumeClaimTemplate:PersistentVolumeClaimTemplate
PersistentVolumeClaimTemplate metadata:ObjectMeta spec:PersistentVolumeClaimSpec
PersistentVolumeClaimSpec accessModes:[] selector:LabelSelector resources:VolumeResourceRequirements volumeName storageClassName volumeMode:$PersistentVolumeMode dataSource:TypedLocalObjectReference dataSourceRef:TypedObjectReference volumeAttributesClassName
TypedLocalObjectReference apiGroup kind name
TypedObjectReference apiGroup kind name namespace
VolumeResourceRequirements limits:q{} requests:q{}
GCEPersistentDiskVolumeSource fsType partition:i pdName readOnly:b
HostPathVolumeSource path type
ImageVolumeSource reference pullPolicy
NFSVolumeSource server path readOnly:b
PersistentVolumeClaimVolumeSource claimName readOnly:b
ProjectedVolumeSource sources:VolumeProjection[] defaultMode:i
VolumeProjection secret:SecretProjection downwardAPI:DownwardAPIProjection configMap:ConfigMapProjection serviceAccountToken:ServiceAccountTokenProjection clusterTrustBundle:* podCertificate:*
ConfigMapProjection name items:KeyToPath[] optional:b
DownwardAPIProjection items:DownwardAPIVolumeFile[]
SecretProjection name items:KeyToPath[] optional:b
ServiceAccountTokenProjection audience expirationSeconds:l path
SecretVolumeSource secretName items:KeyToPath[] defaultMode:i optional:b
PodStatus observedGeneration:l phase:$PodPhase conditions:PodCondition[] message reason nominatedNodeName hostIP hostIPs:* podIP podIPs:* startTime:t initContainerStatuses:* containerStatuses:* qosClass:$PodQOSClass ephemeralContainerStatuses:* resize:* resourceClaimStatuses:* extendedResourceClaimStatus:*
PodCondition type:$PodConditionType observedGeneration:l status:$ConditionStatus lastProbeTime:t lastTransitionTime:t reason message
Node metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeSpec podCIDR podCIDRs:[] providerID unschedulable:b taints:Taint[] configSource:* externalID
Taint key value effect:$TaintEffect timeAdded:t
NodeStatus ! capacity:q{} allocatable:q{}
Namespace metadata:ObjectMeta spec:NamespaceSpec status:*
NamespaceSpec finalizers:[]
Service metadata:ObjectMeta spec:ServiceSpec status:*
ServiceSpec ports:ServicePort[] selector:{} clusterIP clusterIPs:[] type:$ServiceType externalIPs:[] sessionAffinity loadBalancerIP loadBalancerSourceRanges:[] externalName externalTrafficPolicy healthCheckNodePort:i publishNotReadyAddresses:b sessionAffinityConfig:SessionAffinityConfig ipFamilies:[] ipFamilyPolicy allocateLoadBalancerNodePorts:b loadBalancerClass internalTrafficPolicy trafficDistribution
ServicePort name protocol:$Protocol appProtocol port:i targetPort:p nodePort:i
ConfigMap metadata:ObjectMeta immutable:b data:{} binaryData:y{}
Secret metadata:ObjectMeta immutable:b data:y{} stringData:{} type:$SecretType
ServiceAccount metadata:ObjectMeta secrets:ObjectReference[] imagePullSecrets:LocalObjectReference[] automountServiceAccountToken:b
PersistentVolume metadata:ObjectMeta spec:PersistentVolumeSpec status:*
PersistentVolumeSpec accessModes:[] awsElasticBlockStore:AWSElasticBlockStoreVolumeSource azureDisk:* azureFile:* capacity:q{} cephfs:* cinder:* claimRef:ObjectReference csi:CSIPersistentVolumeSource fc:FCVolumeSource flexVolume:* flocker:* gcePersistentDisk:GCEPersistentDiskVolumeSource glusterfs:* hostPath:HostPathVolumeSource iscsi:CSIPersistentVolumeSource local:LocalVolumeSource mountOptions:[] nfs:NFSVolumeSource nodeAffinity:VolumeNodeAffinity persistentVolumeReclaimPolicy photonPersistentDisk:* portworxVolume:* quobyte:* rbd:* scaleIO:* storageClassName storageos:* volumeAttributesClassName volumeMode:$PersistentVolumeMode vsphereVolume:*
LocalVolumeSource fsType path
VolumeNodeAffinity required:NodeSelector
PersistentVolumeClaim kind apiVersion metadata:ObjectMeta spec:PersistentVolumeClaimSpec status:*
ResourceQuota metadata:ObjectMeta spec:ResourceQuotaSpec status:*
ResourceQuotaSpec hard:q{} scopes:[] scopeSelector:ScopeSelector
ScopeSelector matchExpressions:ScopedResourceSelectorRequirement[]
ScopedResourceSelectorRequirement scopeName operator values:[]
LimitRange metadata:ObjectMeta spec:LimitRangeSpec
LimitRangeSpec limits:LimitRangeItem[]
LimitRangeItem type max:q{} min:q{} default:q{} defaultRequest:q{} maxLimitRequestRatio:q{}
ReplicationController metadata:ObjectMeta spec:ReplicationControllerSpec status:*
ReplicationControllerSpec replicas:i minReadySeconds:i selector:{} template:PodTemplateSpec
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
Deployment metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
DeploymentSpec replicas:i selector:LabelSelector template:PodTemplateSpec strategy:DeploymentStrategy minReadySeconds:i revisionHistoryLimit:i paused:b progressDeadlineSeconds:i
DeploymentStrategy type rollingUpdate:RollingUpdateDeployment
RollingUpdateDeployment maxUnavailable:p maxSurge:p
ReplicaSet metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
ReplicaSetSpec replicas:i minReadySeconds:i selector:LabelSelector template:PodTemplateSpec
StatefulSet metadata:ObjectMeta spec:StatefulSetSpec status:*
StatefulSetSpec replicas:i selector:LabelSelector template:PodTemplateSpec volumeClaimTemplates:PersistentVolumeClaim[] serviceName podManagementPolicy updateStrategy:StatefulSetUpdateStrategy revisionHistoryLimit:i minReadySeconds:i persistentVolumeClaimRetentionPolicy:StatefulSetPersistentVolumeClaimRetentionPolicy ordinals:StatefulSetOrdinals
StatefulSetOrdinals start:i
StatefulSetPersistentVolumeClaimRetentionPolicy whenDeleted whenScaled
StatefulSetUpdateStrategy type rollingUpdate:RollingUpdateStatefulSetStrategy
RollingUpdateStatefulSetStrategy partition:i maxUnavailable:p
DaemonSet metadata:ObjectMeta spec:DaemonSetSpec status:*
DaemonSetSpec selector:LabelSelector template:PodTemplateSpec updateStrategy:DaemonSetUpdateStrategy minReadySeconds:i revisionHistoryLimit:i
DaemonSetUpdateStrategy type rollingUpdate:RollingUpdateDaemonSet
RollingUpdateDaemonSet maxUnavailable:p maxSurge:p
Job metadata:ObjectMeta spec:JobSpec status:JobStatus
JobSpec parallelism:i completions:i activeDeadlineSeconds:l podFailurePolicy:PodFailurePolicy successPolicy:SuccessPolicy backoffLimit:i backoffLimitPerIndex:i maxFailedIndexes:i selector:LabelSelector manualSelector:b template:PodTemplateSpec ttlSecondsAfterFinished:i completionMode suspend:b podReplacementPolicy managedBy
CronJob metadata:ObjectMeta spec:CronJobSpec status:*
CronJobSpec schedule timeZone startingDeadlineSeconds:l concurrencyPolicy suspend:b jobTemplate:JobTemplateSpec successfulJobsHistoryLimit:i failedJobsHistoryLimit:i
JobTemplateSpec metadata:ObjectMeta spec:JobSpec
PodDisruptionBudget metadata:ObjectMeta spec:PodDisruptionBudgetSpec status:*
PodDisruptionBudgetSpec minAvailable:p selector:LabelSelector maxUnavailable:p unhealthyPodEvictionPolicy
PriorityClass description globalDefault:b metadata:ObjectMeta preemptionPolicy:$PreemptionPolicy value:i
StorageClass allowVolumeExpansion:b allowedTopologies:TopologySelectorTerm[] metadata:ObjectMeta mountOptions:[] parameters:{} provisioner reclaimPolicy volumeBindingMode
TopologySelectorTerm matchLabelExpressions:TopologySelectorLabelRequirement[]
TopologySelectorLabelRequirement key values:[]
Ingress metadata:ObjectMeta spec:IngressSpec status:*
IngressSpec ingressClassName defaultBackend:IngressBackend tls:IngressTLS[] rules:IngressRule[]
IngressBackend service:IngressServiceBackend resource:TypedLocalObjectReference
IngressServiceBackend name port:ServiceBackendPort
ServiceBackendPort name number:i
IngressRule host http:HTTPIngressRuleValue
HTTPIngressRuleValue paths:HTTPIngressPath[]
HTTPIngressPath backend:IngressBackend path pathType
IngressTLS hosts:[] secretName
IngressClass metadata:ObjectMeta spec:IngressClassSpec
IngressClassSpec controller parameters:IngressClassParametersReference
IngressClassParametersReference apiGroup kind name namespace scope
NetworkPolicy metadata:ObjectMeta spec:NetworkPolicySpec
NetworkPolicySpec podSelector:LabelSelector ingress:NetworkPolicyIngressRule[] egress:NetworkPolicyEgressRule[] policyTypes:[]
NetworkPolicyEgressRule ports:NetworkPolicyPort[] to:NetworkPolicyPeer[]
NetworkPolicyPort protocol:$Protocol port:p endPort:i
NetworkPolicyPeer podSelector:LabelSelector namespaceSelector:LabelSelector ipBlock:IPBlock
IPBlock cidr except:[]
NetworkPolicyIngressRule ports:NetworkPolicyPort[] from:NetworkPolicyPeer[]
HorizontalPodAutoscaler metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec status:*
HorizontalPodAutoscalerSpec scaleTargetRef:CrossVersionObjectReference minReplicas:i maxReplicas:i metrics:MetricSpec[] behavior:HorizontalPodAutoscalerBehavior
HorizontalPodAutoscaler@v1 metadata:ObjectMeta spec:HorizontalPodAutoscalerSpec@v1 status:*
HorizontalPodAutoscalerSpec@v1 scaleTargetRef:CrossVersionObjectReference minReplicas:i maxReplicas:i targetCPUUtilizationPercentage:i
CrossVersionObjectReference kind name apiVersion
Lease metadata:ObjectMeta spec:LeaseSpec
LeaseSpec holderIdentity leaseDurationSeconds:i acquireTime:u renewTime:u leaseTransitions:i strategy preferredHolder
RuntimeClass handler metadata:ObjectMeta overhead:Overhead scheduling:Scheduling
Overhead podFixed:q{}
Scheduling nodeSelector:{} tolerations:Toleration[]
Scale metadata:ObjectMeta spec:ScaleSpec status:ScaleStatus
ScaleSpec replicas:i
ScaleStatus replicas:i selector
DeleteOptions gracePeriodSeconds:l preconditions:Preconditions orphanDependents:b propagationPolicy:$DeletionPropagation dryRun:[] ignoreStoreReadErrorWithClusterBreakingPotential:b
Preconditions uid:$UID resourceVersion
ManagedFieldsEntry manager operation:$ManagedFieldsOperationType apiVersion time:t fieldsType fieldsV1:* subresource
DeploymentStatus observedGeneration:l replicas:i updatedReplicas:i readyReplicas:i availableReplicas:i unavailableReplicas:i terminatingReplicas:i conditions:DeploymentCondition[] collisionCount:i
DeploymentCondition type:$DeploymentConditionType status:$ConditionStatus lastUpdateTime:t lastTransitionTime:t reason message
ReplicaSetStatus replicas:i fullyLabeledReplicas:i readyReplicas:i availableReplicas:i terminatingReplicas:i observedGeneration:l conditions:ReplicaSetCondition[]
ReplicaSetCondition type:$ReplicaSetConditionType status:$ConditionStatus lastTransitionTime:t reason message
JobStatus conditions:JobCondition[] startTime:t completionTime:t active:i succeeded:i failed:i terminating:i completedIndexes failedIndexes uncountedTerminatedPods:* ready:i
JobCondition type:$JobConditionType status:$ConditionStatus lastProbeTime:t lastTransitionTime:t reason message
PodFailurePolicy rules:PodFailurePolicyRule[]
PodFailurePolicyRule action:$PodFailurePolicyAction onExitCodes:PodFailurePolicyOnExitCodesRequirement onPodConditions:PodFailurePolicyOnPodConditionsPattern[]
PodFailurePolicyOnExitCodesRequirement containerName operator:$PodFailurePolicyOnExitCodesOperator values:i[]
PodFailurePolicyOnPodConditionsPattern type:$PodConditionType status:$ConditionStatus
SuccessPolicy rules:SuccessPolicyRule[]
SuccessPolicyRule succeededIndexes succeededCount:i
MetricSpec type:$MetricSourceType object:ObjectMetricSource pods:PodsMetricSource resource:ResourceMetricSource containerResource:ContainerResourceMetricSource external:ExternalMetricSource
ObjectMetricSource describedObject:CrossVersionObjectReference target:MetricTarget metric:MetricIdentifier
PodsMetricSource metric:MetricIdentifier target:MetricTarget
ResourceMetricSource name target:MetricTarget
ContainerResourceMetricSource name target:MetricTarget container
ExternalMetricSource metric:MetricIdentifier target:MetricTarget
MetricIdentifier name selector:LabelSelector
MetricTarget type:$MetricTargetType value:q averageValue:q averageUtilization:i
HorizontalPodAutoscalerBehavior scaleUp:HPAScalingRules scaleDown:HPAScalingRules
HPAScalingRules stabilizationWindowSeconds:i selectPolicy:$ScalingPolicySelect policies:HPAScalingPolicy[] tolerance:q
HPAScalingPolicy type:$HPAScalingPolicyType value:i periodSeconds:i
SessionAffinityConfig clientIP:ClientIPConfig
ClientIPConfig timeoutSeconds:i
WindowsSecurityContextOptions gmsaCredentialSpecName gmsaCredentialSpec runAsUserName hostProcess:b
GitRepoVolumeSource repository revision directory
ISCSIVolumeSource targetPortal iqn lun:i iscsiInterface fsType readOnly:b portals:[] chapAuthDiscovery:b chapAuthSession:b secretRef:LocalObjectReference initiatorName
FCVolumeSource targetWWNs:[] lun:i fsType readOnly:b wwids:[]
ObjectReference kind namespace name uid apiVersion resourceVersion fieldPath
CSIPersistentVolumeSource driver volumeHandle readOnly:b fsType volumeAttributes:{} controllerPublishSecretRef:SecretReference nodeStageSecretRef:SecretReference nodePublishSecretRef:SecretReference controllerExpandSecretRef:SecretReference nodeExpandSecretRef:SecretReference
SecretReference name namespace
Role metadata:ObjectMeta rules:PolicyRule[]
ClusterRole metadata:ObjectMeta rules:PolicyRule[] aggregationRule:AggregationRule
PolicyRule verbs:[] apiGroups:[] resources:[] resourceNames:[] nonResourceURLs:[]
AggregationRule clusterRoleSelectors:LabelSelector[]
RoleBinding metadata:ObjectMeta subjects:Subject[] roleRef:RoleRef
ClusterRoleBinding metadata:ObjectMeta subjects:Subject[] roleRef:RoleRef
Subject kind apiGroup name namespace
RoleRef apiGroup kind name
Endpoints metadata:ObjectMeta subsets:EndpointSubset[]
EndpointSubset addresses:EndpointAddress[] notReadyAddresses:EndpointAddress[] ports:EndpointPort[]
EndpointAddress ip hostname nodeName targetRef:ObjectReference
EndpointPort name port:i protocol:$Protocol appProtocol
EndpointSlice metadata:ObjectMeta addressType:$AddressType endpoints:Endpoint[] ports:SlicePort[]
Endpoint addresses:[] conditions:EndpointConditions hostname targetRef:ObjectReference deprecatedTopology:{} nodeName zone hints:*
EndpointConditions ready:b serving:b terminating:b
SlicePort name protocol:$Protocol port:i appProtocol
PodTemplate metadata:ObjectMeta template:PodTemplateSpec
ControllerRevision metadata:ObjectMeta data:* revision:l
ValidatingAdmissionPolicy metadata:ObjectMeta spec:ValidatingAdmissionPolicySpec status:*
ValidatingAdmissionPolicySpec paramKind:ParamKind matchConstraints:MatchResources validations:Validation[] failurePolicy:$FailurePolicyType auditAnnotations:AuditAnnotation[] matchConditions:MatchCondition[] variables:Variable[]
ParamKind apiVersion kind
MatchResources namespaceSelector:LabelSelector objectSelector:LabelSelector resourceRules:NamedRuleWithOperations[] excludeResourceRules:NamedRuleWithOperations[] matchPolicy:$MatchPolicyType
NamedRuleWithOperations resourceNames:[] operations:[] apiGroups:[] apiVersions:[] resources:[] scope:$ScopeType
Validation expression message reason:$StatusReason messageExpression
AuditAnnotation key valueExpression
MatchCondition name expression
Variable name expression
ValidatingAdmissionPolicyBinding metadata:ObjectMeta spec:ValidatingAdmissionPolicyBindingSpec
ValidatingAdmissionPolicyBindingSpec policyName paramRef:ParamRef matchResources:MatchResources validationActions:[]
ParamRef name namespace selector:LabelSelector parameterNotFoundAction:$ParameterNotFoundActionType
ValidatingWebhookConfiguration metadata:ObjectMeta webhooks:ValidatingWebhook[]
MutatingWebhookConfiguration metadata:ObjectMeta webhooks:MutatingWebhook[]
ValidatingWebhook name clientConfig:WebhookClientConfig rules:RuleWithOperations[] failurePolicy:$FailurePolicyType matchPolicy:$MatchPolicyType namespaceSelector:LabelSelector objectSelector:LabelSelector sideEffects:$SideEffectClass timeoutSeconds:i admissionReviewVersions:[] matchConditions:MatchCondition[]
MutatingWebhook name clientConfig:WebhookClientConfig rules:RuleWithOperations[] failurePolicy:$FailurePolicyType matchPolicy:$MatchPolicyType namespaceSelector:LabelSelector objectSelector:LabelSelector sideEffects:$SideEffectClass timeoutSeconds:i admissionReviewVersions:[] reinvocationPolicy:$ReinvocationPolicyType matchConditions:MatchCondition[]
WebhookClientConfig url service:ServiceReference caBundle
ServiceReference namespace name path port:i
RuleWithOperations operations:[] apiGroups:[] apiVersions:[] resources:[] scope:$ScopeType
`;
